import { hashToken, makeToken } from "@/base/tokens";
import type { Scope } from "@/db/scope";
import { invite } from "@/db/tenant/queries/invitations";
import { addOneTimeToken, addSession } from "@/db/tenant/queries/sessions";
import { CONFIRMATION, HAND_OVER } from "@/server/life/birth";
import { makeCanary, type Secrets } from "./secrets";
import type { TestTenant } from "./tenants";

/** Links that count, as letters would carry them: to confirm, to come in after sign-up, to accept an invitation. */
export async function sendLinks(
  target: TestTenant,
  ownerId: string,
  secrets: Secrets,
): Promise<void> {
  const { scope, slug, links } = target;
  const [confirmation, handOver, invitation] = [makeToken(), makeToken(), makeToken()];
  await scope.write(async (tx) => {
    for (const [purpose, raw] of [
      [CONFIRMATION, confirmation],
      [HAND_OVER, handOver],
    ] as const)
      await addOneTimeToken(tx, {
        identifier: `${purpose}:${ownerId}`,
        tokenHash: hashToken(raw),
        expiresAt: new Date(Date.now() + 3_600_000),
      });
    const email = `${makeCanary()}@${slug}.example`;
    await invite(tx, { email, role: "viewer", tokenHash: hashToken(invitation), days: 7 });
  });
  for (const [purpose, raw] of Object.entries({
    confirmation,
    "hand-over": handOver,
    invitation,
  })) {
    links.set(purpose, raw);
    secrets.learnToken(slug, `the token of a ${purpose} link`, raw);
  }
}

/** Begins a session of a member under this token. */
export async function begin(scope: Scope, memberId: string, raw: string): Promise<void> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  await scope.write((tx) => addSession(tx, { memberId, tokenHash: hashToken(raw), expiresAt }));
}

import { createHmac } from "node:crypto";
import { keyFor } from "@/base/env";
import { Refusal } from "@/base/refusal";
import { hashEmail } from "@/base/tokens";
import { directoryAbout } from "@/db/platform/directory";
import { isBlockedAddress } from "@/db/platform/queries/complaints";
import { openScope, type Tenant } from "@/db/scope";
import {
  findWrittenAbout,
  getMessageTerms,
  isBlockedSender,
  leaveMessage,
} from "@/db/tenant/queries/messages";
import { findTenantOfRequest } from "@/server/access";
import { answering, type Outcome, parse, requireOwnOrigin } from "@/server/access/answer";
import { type Attempt, countAttempts } from "@/server/access/rate";
import { currentRequest } from "@/server/access/request";
import { orderMailing } from "./mailing";
import { MessageSchema, type Typed } from "./typed";

const HOUR = 3600;

/**
 * Takes what a visitor wrote to the owners, in the order of every action: Origin → tenant → input → rate → one write. What
 * is confirmed is stored and its mailing is ordered. Whoever is blocked is told the same, and nothing is kept.
 * @param given the fields of the form, as they were sent
 * @param slug of the item that it is about, or null where it is about none
 */
export function receiveMessage(
  given: Readonly<Record<string, string>>,
  slug: string | null,
): Promise<Outcome<void>> {
  return answering("write message", async () => {
    const request = await currentRequest();
    requireOwnOrigin(request);
    const tenant = await findTenantOfRequest();
    if (!tenant?.confirmed) throw closed();
    const scope = openScope(tenant, { kind: "sender" });
    const [terms, item] = await scope.read((tx) =>
      Promise.all([getMessageTerms(tx), slug === null ? null : findWrittenAbout(tx, slug)]),
    );
    if (!terms.takes || (slug !== null && !item)) throw closed();
    const typed = parse(MessageSchema, { ...given });
    const digest = hashEmail(typed.email);
    await countAttempts(...attempts(tenant, request.client, digest));
    if (await isBlocked(tenant, digest)) return;
    const id = idOf(tenant, slug, typed);
    await scope.write((tx) =>
      leaveMessage(tx, {
        ...{ id, itemId: item?.id ?? null, about: item?.name ?? "", text: typed.text },
        ...{ senderName: typed.name, senderEmail: typed.email, senderDigest: digest },
      }),
    );
    await orderMailing(tenant, id, id);
  });
}

/** By who asks, by whom it is from on this site, and by whom it is for: for an hour and for a day. */
function attempts(tenant: Tenant, client: string, digest: string): Attempt[] {
  return [
    { kind: "message", subject: client, rate: { limit: 10, seconds: HOUR } },
    { kind: "message day", subject: client, rate: { limit: 20, seconds: 24 * HOUR } },
    {
      kind: "message from",
      subject: `${tenant.id} ${digest}`,
      rate: { limit: 6, seconds: HOUR },
    },
    { kind: "message to", subject: tenant.id, rate: { limit: 30, seconds: HOUR } },
    { kind: "message to day", subject: tenant.id, rate: { limit: 100, seconds: 24 * HOUR } },
  ];
}

/** Whether the site or the operators have blocked the address. Asked by the site itself, since no visitor sees who is. */
async function isBlocked(tenant: Tenant, digest: string): Promise<boolean> {
  const system = openScope(tenant, { kind: "system", reason: "take message" });
  const [here, everywhere] = await Promise.all([
    system.read((tx) => isBlockedSender(tx, digest)),
    directoryAbout(digest).read((tx) => isBlockedAddress(tx, digest)),
  ]);
  return here || everywhere;
}

/** Follows from what is sent on a day, so that a button that is pressed twice sends one message. */
function idOf(tenant: Tenant, slug: string | null, { name, email, text }: Typed): string {
  const day = Math.floor(Date.now() / (24 * HOUR * 1000));
  const hash = createHmac("sha256", keyFor("messages"))
    .update(JSON.stringify([tenant.id, slug, name, email, text, day]))
    .digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function closed(): Refusal {
  return new Refusal("This site takes no messages about this any more. Nothing was sent.", {
    status: 409,
  });
}

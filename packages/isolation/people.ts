import { SESSION_COOKIE } from "@/base/cookies";
import { hashToken, makeToken } from "@/base/tokens";
import { addMember, removeMember } from "@/db/tenant/queries/members";
import { endSession } from "@/db/tenant/queries/sessions";
import { grantSupport } from "@/db/tenant/queries/support";
import type { Role } from "@/db/tenant/roles";
import { makeCanary, type Secrets } from "./secrets";
import { begin, sendLinks } from "./sign-in-links";
import type { TestTenant } from "./tenants";

export type Kind =
  | "visitor"
  | "viewer"
  | "editor"
  | "owner"
  | "support"
  | "former member"
  | "signed out"
  | "tampered";

/** A person of one tenant, known by the browser's cookies. */
export interface Person {
  readonly kind: Kind;
  readonly of: TestTenant;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the site accepts this person as a member. */
  readonly belongs: boolean;
}

/** Who visits and who owns. */
export type People = Readonly<Record<Kind, Person>>;

/** One person of each kind. Their raw tokens are secrets too; no answer may contain one. */
export async function makePeople(target: TestTenant, secrets: Secrets): Promise<People> {
  const { scope } = target;
  const token = async (memberId: string) => {
    const raw = makeToken();
    await begin(scope, memberId, raw);
    secrets.learnToken(target.slug, "the token of a session", raw);
    return raw;
  };
  const join = async (role: Role) => {
    const email = `${makeCanary()}@${target.slug}.example`;
    const { id } = await scope.write((tx) => addMember(tx, { email, role, verified: true }));
    return { id, token: await token(id) };
  };
  const [viewer, editor, owner, former, leaving] = [
    await join("viewer"),
    await join("editor"),
    await join("owner"),
    await join("editor"),
    await join("owner"),
  ];
  await scope.write((tx) => removeMember(tx, former.id));
  await scope.write((tx) => endSession(tx, hashToken(leaving.token)));
  const { memberId } = await scope.write((tx) => grantSupport(tx, 1));
  const support = await token(memberId);
  await sendLinks(target, owner.id, secrets);
  const person = (kind: Kind, belongs: boolean, raw?: string): Person => ({
    kind,
    of: target,
    belongs,
    headers: raw ? { cookie: `${SESSION_COOKIE}=${raw}` } : {},
  });
  return {
    visitor: person("visitor", false),
    viewer: person("viewer", true, viewer.token),
    editor: person("editor", true, editor.token),
    owner: person("owner", true, owner.token),
    support: person("support", true, support),
    "former member": person("former member", false, former.token),
    "signed out": person("signed out", false, leaving.token),
    tampered: person(
      "tampered",
      false,
      `${owner.token.slice(0, -2)}${owner.token.endsWith("aa") ? "bb" : "aa"}`,
    ),
  };
}

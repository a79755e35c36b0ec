import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { findTenant } from "@/db/platform/queries/tenants";
import { openScope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { makeSignInLink } from "@/server/auth";

/**
 * A one-time link that signs the first owner of a site in, for the demo, where no mail is sent.
 * @throws Error outside the demo, and when there is no such site
 */
export async function makeOwnerSignIn(name: string): Promise<string> {
  if (!env().DEMO) throw new Error("Links are made without mail in the demo only (DEMO=1).");
  const tenant = await platform.read((tx) => findTenant(tx, name));
  if (!tenant) throw new Error(`There is no site ${name}.`);
  const scope = openScope(tenant, { kind: "system", reason: "demo sign-in" });
  const [owner] = await scope.read(listMembers);
  if (!owner) throw new Error(`The site ${name} has no owner.`);
  return makeSignInLink(scope, owner.email);
}

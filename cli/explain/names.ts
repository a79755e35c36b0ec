import { addressOf, env } from "@/base/env";
import { RESERVED_NAMES } from "@/base/host";
import { platform } from "@/db/platform/door";
import { isKeptFrom } from "@/db/platform/queries/names";
import type { Tenant } from "@/db/scope";
import { doorstepOf } from "@/server/access/former";
import { lookUp } from "@/server/access/tenants";
import { nameProblem } from "@/server/life/names";
import type { Name } from "./explanation";

/** The part of a host before the base domain; null where there is none. */
export function wordOf(host: string): string | null {
  const bare = host.toLowerCase().replace(/\.?(:\d+)?$/, "");
  const { BASE_DOMAIN } = env();
  return bare.endsWith(`.${BASE_DOMAIN}`) ? bare.slice(0, -BASE_DOMAIN.length - 1) : null;
}

/** A word that can be no name. */
export function refusedName(word: string | null): Name | null {
  if (word === null) return null;
  return { name: word, kind: RESERVED_NAMES.has(word) ? "reserved" : "malformed" };
}

/** Why a host leads nowhere, in words. */
export async function nowhere(host: string, word: string | null): Promise<string> {
  if (word !== null) return `Not found. ${nameProblem(word) ?? "This can't be a name."}`;
  const { BASE_DOMAIN } = env();
  if (nameProblem(host) === null && (await lookUp(host)).tenant)
    return `Not found. A site's address is ${host}.${BASE_DOMAIN}; ask for that.`;
  return `Not found. The host is neither ${BASE_DOMAIN} nor below it.`;
}

/** A name without a site: a former one, one that rests, or free. */
export async function nameWithout(name: string, now: string | undefined): Promise<Name> {
  if (now) return { name, kind: "former", now };
  const kept = await platform.read((tx) => isKeptFrom(tx, name, null));
  return { name, kind: kept ? "resting" : "free" };
}

/** What a visitor of a name is answered, in words. */
export async function answerOf(site: string, path: string, tenant: Tenant | null): Promise<string> {
  const doorstep = await doorstepOf(site, { path, session: null });
  if (doorstep?.kind === "closed") return "A page that says the site is closed for now.";
  if (doorstep?.kind === "gone") return "A page that says the site was deleted.";
  if (doorstep && "to" in doorstep) return `A redirect to ${doorstep.to}.`;
  if (!tenant) return `Not found: nobody has this name. It is ${addressOf(site)} once it is taken.`;
  if (tenant.state !== "active") return `Not found: the site is ${tenant.state}.`;
  if (!tenant.confirmed)
    return "Not found for everyone but its members: its owner has yet to follow the mailed link.";
  return "The site.";
}

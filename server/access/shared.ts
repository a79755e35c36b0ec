import { log } from "@/base/log";
import { shareDigest } from "@/base/tokens";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { countVisit, findShare, type Share } from "@/db/tenant/queries/shares";
import { findTenantOfRequest } from "../access";
import { mayAttempt } from "./rate";
import { currentRequest } from "./request";

/** How often one client may open shared pages, and pictures on them. */
const PAGES = { limit: 120, seconds: 600 };
const PICTURES = { limit: 3000, seconds: 600 };

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What a share's link opens: the share, and a scope that sees it. */
export interface Shared {
  readonly scope: Scope;
  readonly share: Share;
}

/**
 * Opens a share by its token, on its own site alone. Null where there is none, or it was revoked, or its day has come, or
 * this client has asked too often: a stranger learns no difference.
 */
export async function findShared(token: string, what: "page" | "picture"): Promise<Shared | null> {
  if (!TOKEN.test(token)) return null;
  const [tenant, { client }] = await Promise.all([findTenantOfRequest(), currentRequest()]);
  if (!tenant?.confirmed) return null;
  const rate = what === "page" ? PAGES : PICTURES;
  if (!(await mayAttempt({ kind: `shared ${what}`, subject: client, rate }))) return null;
  const digest = shareDigest(token);
  const scope = openScope(tenant, { kind: "holder", digest });
  const share = await scope.read((tx) => findShare(tx, digest));
  if (!share) return null;
  if (what === "page") await count(tenant, share.id);
  return { scope, share };
}

/** Counts a visit; one that can't be counted, as while its site moves, is shown all the same. */
async function count(tenant: Tenant, id: string): Promise<void> {
  const system = openScope(tenant, { kind: "system", reason: "count visit" });
  await system
    .write((tx) => countVisit(tx, id))
    .catch((error: unknown) => {
      log.warn({ err: error, tenant: tenant.id }, "a visit was not counted");
    });
}

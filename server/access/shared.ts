import { log } from "@/base/log";
import { shareDigest } from "@/base/tokens";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import { countVisit, findShare, type Share } from "@/db/tenant/queries/shares";
import { findTenantOfRequest } from "../access";
import { secondsToWait } from "./rate";
import { currentRequest, note } from "./request";

/** How often one client may open shared pages, and pictures on them. */
const PAGES = { limit: 120, seconds: 600 };
const PICTURES = { limit: 3000, seconds: 600 };

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What a share's link opens: the share, and a scope that sees it. */
export interface Shared {
  readonly scope: Scope;
  readonly share: Share;
}

/** A client that has asked too often, and for how many whole seconds it shall wait. */
export interface TooOften {
  readonly wait: number;
}

/** What somebody opens of a share. Further pages of one that is open are no visit. */
export type Opened = "first page" | "page" | "picture";

/**
 * Opens a share by its token, on its own site alone. Null where there is none, or it was revoked, or its day has come: a
 * stranger learns no difference. Who asks too often is told so whatever the token, and the front answers a page with that.
 */
export async function findShared(token: string, what: Opened): Promise<Shared | TooOften | null> {
  if (!TOKEN.test(token)) return null;
  const [tenant, { client, id }] = await Promise.all([findTenantOfRequest(), currentRequest()]);
  if (!tenant?.confirmed) return null;
  const attempt =
    what === "picture"
      ? { kind: "shared picture", rate: PICTURES }
      : { kind: "shared page", rate: PAGES };
  const wait = await secondsToWait({ ...attempt, subject: client });
  if (wait > 0) {
    note(id, { wait });
    return { wait };
  }
  const digest = shareDigest(token);
  const scope = openScope(tenant, { kind: "holder", digest });
  const share = await scope.read((tx) => findShare(tx, digest));
  if (!share) return null;
  if (what === "first page") await count(tenant, share.id);
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

import { randomBytes, randomUUID } from "node:crypto";
import { type BrowserContext, expect } from "playwright/test";
import { SESSION_COOKIE } from "@/base/cookies";
import { hashToken, makeToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { confirmTenant } from "@/db/platform/queries/founding";
import { setTenantState } from "@/db/platform/queries/held-tenants";
import { findTenant } from "@/db/platform/queries/tenants";
import type { DatabaseKind } from "@/db/platform/states";
import { openScope, type Scope, type Tenant } from "@/db/scope";
import type { List } from "@/db/tenant/choices";
import { EMPTY_ITEM, type ItemDraft } from "@/db/tenant/item";
import { addItem, listCopies } from "@/db/tenant/queries/items";
import { addMember, listMembers } from "@/db/tenant/queries/members";
import { setMessageTerms } from "@/db/tenant/queries/messages";
import { addPlace } from "@/db/tenant/queries/places";
import { addSession } from "@/db/tenant/queries/sessions";
import { setReach, wearSkin } from "@/db/tenant/queries/site";
import { trashItem } from "@/db/tenant/queries/trash";
import type { Role } from "@/db/tenant/roles";
import { createTenant, minutesFromNow } from "@/server/life/birth";
import type { PresetId, Skin } from "@/themes/skin";
import { at } from "./addresses";

/** A site of a test's own, and a hand in its database. */
export interface Site {
  readonly name: string;
  readonly ownerEmail: string;
  add(draft: Partial<ItemDraft>): Promise<{ readonly id: string; readonly slug: string }>;
  /** The ids of an item's copies, in their order. */
  copiesOf(slug: string): Promise<string[]>;
  trash(id: string): Promise<void>;
  /** Makes places, each in the one before. @returns their ids */
  placesWithin(...names: readonly string[]): Promise<string[]>;
  wear(skin: Skin): Promise<number>;
  /** Shows a list to everyone, with what is on the shelf. */
  show(list: List): Promise<void>;
  /** Lets visitors write to the owners, or not. */
  takeMessages(takes: boolean): Promise<void>;
  /** A member's session as the cookie that carries it, `name=value`. */
  sessionOf(email: string): Promise<string>;
  join(email: string, role: Role): Promise<void>;
  suspend(): Promise<void>;
}

/** A name that no other test uses. @param stem what it begins with */
export function freshName(stem = "site"): string {
  return `${stem}-${randomBytes(5).toString("hex")}`;
}

/** Brings a site into being as a sign-up does, opened to visitors unless said otherwise. */
export async function createSite({
  name = freshName(),
  preset = "vitrine",
  confirmed = true,
  placement = "pool",
}: {
  name?: string;
  preset?: PresetId;
  confirmed?: boolean;
  placement?: DatabaseKind;
} = {}): Promise<Site> {
  const ownerEmail = `owner@${name}.example`;
  const { tenant } = await createTenant({ name, email: ownerEmail, preset, placement });
  // Without a spare its database is made by a worker.
  await expect
    .poll(async () => (await platform.read((tx) => findTenant(tx, name)))?.state)
    .toBe("active");
  if (confirmed) await platform.write((tx) => confirmTenant(tx, tenant.id));
  return siteOf(name);
}

/** Where a site lives. */
export async function placementOf(name: string): Promise<Tenant["placement"] | undefined> {
  return (await platform.read((tx) => findTenant(tx, name)))?.placement;
}

/** A site that is there already, such as one of the seed. */
export async function siteOf(name: string): Promise<Site> {
  const tenant = await platform.read((tx) => findTenant(tx, name));
  if (!tenant) throw new Error(`There is no site ${name}.`);
  const scope = openScope(tenant, { kind: "system", reason: "browser tests" });
  const [owner] = await scope.read(listMembers);
  return {
    name,
    ownerEmail: owner?.email ?? "",
    add: (draft) => scope.write((tx) => addItem(tx, { ...PLAIN, ...draft })),
    copiesOf: async (slug) => (await scope.read((tx) => listCopies(tx, slug))).map(({ id }) => id),
    trash: (id) => scope.write((tx) => trashItem(tx, id)),
    placesWithin: (...names) =>
      scope.write(async (tx) => {
        const ids: string[] = [];
        for (const one of names) {
          const place = { id: randomUUID(), name: one, parentId: ids.at(-1) ?? null };
          await addPlace(tx, place);
          ids.push(place.id);
        }
        return ids;
      }),
    wear: (skin) => scope.write((tx) => wearSkin(tx, skin)),
    takeMessages: (takes) => scope.write((tx) => setMessageTerms(tx, { takes, days: 180 })),
    show: (list) => scope.write((tx) => setReach(tx, list, "shelf")),
    sessionOf: (email) => beginSession(scope, email),
    async join(email, role) {
      await scope.write((tx) => addMember(tx, { email, role, verified: true }));
    },
    suspend: () => platform.write((tx) => setTenantState(tx, tenant.id, "suspended")),
  };
}

/** Gives a browser the session of a site's member, its owner where none is named. */
export async function signIn(context: BrowserContext, site: Site, email = site.ownerEmail) {
  const [name = "", value = ""] = (await site.sessionOf(email)).split("=");
  // As on a secure origin, which http on localhost counts as: the name demands it.
  const url = at(site.name).replace("http:", "https:");
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
}

async function beginSession(scope: Scope, email: string): Promise<string> {
  const token = makeToken();
  const members = await scope.read(listMembers);
  const member = members.find((one) => one.email === email);
  if (!member) throw new Error(`${email} is no member of ${scope.tenant.slug}.`);
  await scope.write((tx) =>
    addSession(tx, {
      tokenHash: hashToken(token),
      memberId: member.id,
      expiresAt: minutesFromNow(60),
    }),
  );
  return `${SESSION_COOKIE}=${token}`;
}

const PLAIN: ItemDraft = {
  ...EMPTY_ITEM,
  name: "Peanut",
  animal: "Elephant",
  styleNumber: "4062",
  colour: "Royal blue",
  introduced: "1995-06-03",
};

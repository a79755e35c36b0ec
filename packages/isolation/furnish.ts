import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { hashEmail, hashToken, makeToken, shareDigest } from "@/base/tokens";
import type { Scope, WriteTx } from "@/db/scope";
import { LISTS, VISIBILITIES } from "@/db/tenant/choices";
import { copies } from "@/db/tenant/copy-schema";
import { byKey, type FieldOwner } from "@/db/tenant/field";
import { fieldsOf } from "@/db/tenant/fields";
import { EMPTY_COPY, EMPTY_ITEM, EMPTY_WANT, type ItemDraft } from "@/db/tenant/item";
import type { FieldDraft } from "@/db/tenant/own";
import { changeAddress } from "@/db/tenant/queries/addresses";
import { keepExchangeRate } from "@/db/tenant/queries/exchange-rates";
import { addIntake, beginReading } from "@/db/tenant/queries/intake/intakes";
import { keepNamedMapping } from "@/db/tenant/queries/intake/mappings";
import { addIntakePhotos } from "@/db/tenant/queries/intake/photos";
import { addPlanned, endReading } from "@/db/tenant/queries/intake/rows";
import { invite } from "@/db/tenant/queries/invitations";
import { addItem } from "@/db/tenant/queries/items";
import { giveBack, lendCopy } from "@/db/tenant/queries/loans";
import { addLoosePhoto, removePhoto } from "@/db/tenant/queries/loose-photos";
import { addMember } from "@/db/tenant/queries/members";
import {
  blockSender,
  leaveMessage,
  readMessages,
  setMessageTerms,
} from "@/db/tenant/queries/messages";
import { addObservation } from "@/db/tenant/queries/observations";
import { addField, trashField } from "@/db/tenant/queries/own-fields";
import { addPhoto } from "@/db/tenant/queries/photos";
import { addPlace } from "@/db/tenant/queries/places";
import { addOneTimeToken, addSession } from "@/db/tenant/queries/sessions";
import { addSet } from "@/db/tenant/queries/sets";
import { addShare, addSharedItems } from "@/db/tenant/queries/shares";
import { setReach, wearSkin } from "@/db/tenant/queries/site";
import { beginBulkEdit } from "@/db/tenant/queries/table/bulk-edits";
import { EVERYTHING } from "@/db/tenant/queries/table/filter";
import { FIRST_VIEW } from "@/db/tenant/queries/table/view-value";
import { keepArrangement, keepView } from "@/db/tenant/queries/table/views";
import { noteTemplate, saveTemplate } from "@/db/tenant/queries/templates";
import { trashItem } from "@/db/tenant/queries/trash";
import { ROLES } from "@/db/tenant/roles";
import { items } from "@/db/tenant/schema";
import { storeSheet } from "@/server/intake/sheet-file";
import { defaultSkin } from "@/themes/presets";
import { makeCanary } from "./secrets";

/**
 * Gives a tenant rows in every table there is, as its own people would: an item of each visibility and one in
 * the trash, photos of items, loose and removed, copies seen and kept off, tags, a member of each role with views of the table and a bulk
 * edit, a session, an invitation, a one-time token and a skin with a logo. A new table needs its rows here.
 * @param name part of e-mail addresses, so that two tenants differ
 */
export async function furnish(scope: Scope, name: string): Promise<void> {
  const place = { id: randomUUID(), name: makeCanary(), parentId: null };
  await scope.write(async (tx) => {
    await addPlace(tx, { id: randomUUID(), name: makeCanary(), parentId: null });
    await addPlace(tx, place);
    await addPlace(tx, { id: randomUUID(), name: makeCanary(), parentId: place.id });
    const fields = await makeFields(tx);
    const template = await saveTemplate(tx, {
      label: makeCanary(),
      facts: { animal: makeCanary() },
      own: { [fields.public]: [makeCanary()] },
    });
    for (const visibility of [...VISIBILITIES, "public"] as const) {
      const { id } = await addItem(tx, draftOf(visibility, fields, place.id));
      await noteTemplate(tx, id, template);
      await addObservation(tx, id, appraisal());
      await changeAddress(tx, id, makeCanary());
      for (const copyId of [null, ...(await copiesKeptOff(tx, id))])
        await addPhoto(tx, id, { ...photoDraft(), copyId, ofCertificate: copyId !== null });
      if (visibility === "private") await lend(tx, id);
    }
    for (const day of ["2024-01-02", "2024-01-03"])
      await keepExchangeRate(tx, { id: randomUUID(), from: "USD", to: "EUR", day, rate: "0.92" });
    // Several, because actions that are proven one after the other use them up.
    for (const removed of [false, false, false, false, true, true]) {
      const { id } = await addLoosePhoto(tx, { ...photoDraft(), id: randomUUID(), heldFor: null });
      if (removed) await removePhoto(tx, id);
    }
    for (const visibility of VISIBILITIES)
      await addSet(tx, randomUUID(), {
        name: makeCanary(),
        note: makeCanary(),
        visibility,
        counted: "held",
        rule: { kind: "own", field: "tag", value: makeCanary() },
      });
    for (const list of LISTS) await setReach(tx, list, "unlisted");
    const gone = await addItem(tx, draftOf("public", fields, place.id));
    await trashItem(tx, gone.id);
    await trashField(tx, fields.trashed);
    for (const role of ROLES) {
      const member = await addMember(tx, {
        email: `${role}-${makeCanary()}@${name}.example`,
        name: makeCanary(),
        role,
        verified: true,
      });
      await addSession(tx, {
        memberId: member.id,
        tokenHash: hashToken(makeToken()),
        expiresAt: later(),
      });
      await keepArrangement(tx, member.id, FIRST_VIEW);
      await beginBulkEdit(tx, {
        id: randomUUID(),
        memberId: member.id,
        selection: { filter: EVERYTHING, except: [] },
        change: { do: "add", field: "tags", value: makeCanary() },
        seen: "0",
      });
      await bringSheet(tx, member.id, scope.tenant);
      await keepView(tx, { memberId: member.id, name: makeCanary(), value: FIRST_VIEW });
    }
    await keepView(tx, { memberId: null, name: makeCanary(), value: FIRST_VIEW });
    await shareOne(tx);
    await writeMessages(tx, name);
    await addOneTimeToken(tx, {
      identifier: `confirmation:${makeCanary()}`,
      tokenHash: hashToken(makeToken()),
      expiresAt: later(),
    });
    await invite(tx, {
      email: `guest-${makeCanary()}@${name}.example`,
      role: "viewer",
      tokenHash: hashToken(makeToken()),
      days: 7,
    });
    const key = `photos/logo-${randomUUID()}`;
    const logo = { key, alt: makeCanary(), width: 8, height: 8 };
    await wearSkin(tx, { ...defaultSkin("vitrine"), tagline: makeCanary(), logo }, makeCanary());
  });
}

/** An owner's field for everyone, one for members, one of copies, and one for the trash, each with a canary as its name. */
async function makeFields(tx: WriteTx) {
  const make = (change: Partial<FieldDraft>) =>
    addField(tx, {
      label: makeCanary(),
      type: "text",
      of: "item",
      seenBy: "everyone",
      group: makeCanary(),
      unit: "",
      choices: [],
      ...change,
    });
  return {
    trashed: await make({}),
    public: await make({ type: "choice", choices: [makeCanary()] }),
    members: await make({ seenBy: "members" }),
    copy: await make({ of: "copy" }),
  };
}

/** A link that opens, with an item of which the site shows nothing otherwise. */
async function shareOne(tx: WriteTx): Promise<void> {
  const id = randomUUID();
  const digest = shareDigest(makeToken());
  const share = { id, digest, name: makeCanary(), withValues: true, expiresAt: later() };
  await addShare(tx, share);
  const copy = { lines: [makeCanary()], worth: { amount: makeCanary(), rule: makeCanary() } };
  const photo = { key: `photos/${randomUUID()}`, width: 8, height: 8, alt: makeCanary() };
  const shown = { name: makeCanary(), lines: [makeCanary()], copies: [copy], photos: [photo] };
  await addSharedItems(tx, id, 0, [shown]);
}

/** Messages that somebody has read, about an item and about none, and a sender who is blocked. */
async function writeMessages(tx: WriteTx, name: string): Promise<void> {
  await setMessageTerms(tx, { takes: true, days: 365 });
  const [item] = await tx.select({ id: items.id }).from(items).limit(1);
  let last = "";
  for (const itemId of [null, item?.id ?? null, null]) {
    last = randomUUID();
    const senderEmail = `${makeCanary()}@${name}.example`;
    await leaveMessage(tx, {
      ...{ id: last, itemId, about: makeCanary(), senderName: makeCanary(), text: makeCanary() },
      ...{ senderEmail, senderDigest: hashEmail(senderEmail) },
    });
  }
  await readMessages(tx, last);
  await blockSender(tx, last);
}

/** A sheet on its way in, with a row that would be a new item. */
async function bringSheet(tx: WriteTx, memberId: string, tenant: Scope["tenant"]): Promise<void> {
  const id = randomUUID();
  const [name, cell] = [makeCanary(), makeCanary()];
  await storeSheet(tenant, id, Buffer.from(`Name,Note\n${name},${cell}\n`));
  await addIntake(tx, { id, memberId, fileName: makeCanary() });
  await keepNamedMapping(tx, { name: makeCanary(), mapping: COLUMNS });
  await beginReading(tx, id, { format: SHEET, mapping: COLUMNS });
  const row = { line: 2, edited: true, outcome: "new", name } as const;
  const none = { nth: 0, version: "", refused: [], candidates: [], chosen: "" };
  const changes = [{ field: "name", from: [], to: [name] }];
  const rows = [{ ...row, ...none, cells: [name, cell], itemId: randomUUID(), changes }];
  await addPlanned(tx, id, { edition: 1, rows, passed: 1, total: 1 });
  await endReading(tx, id, { edition: 1, total: 1, seen: "0" });
  const photo = {
    line: 2,
    place: 0,
    itemId: randomUUID(),
    itemName: name,
    state: "refused",
  } as const;
  await addIntakePhotos(tx, id, [
    { ...photo, source: makeCanary(), origin: makeCanary(), reason: makeCanary() },
  ]);
}

/** How the sheets of a furnished tenant are read: a name, and a column that becomes nothing. */
export const SHEET = { kind: "text", encoding: "utf-8", separator: ",", quote: '"', header: true };
export const COLUMNS = {
  columns: [
    { name: "Name", target: { to: "field", field: "name" }, words: [], empties: false },
    { name: "Note", target: { to: "nothing" }, words: [], empties: false },
  ],
  places: "refuse",
  tidy: true,
};

/** The first copy of an item was lent before and is out again. */
async function lend(tx: WriteTx, itemId: string): Promise<void> {
  const [copy] = await tx
    .select({ copyId: copies.id })
    .from(copies)
    .where(eq(copies.itemId, itemId));
  if (!copy) throw new Error("There is no copy to lend.");
  const loan = () => ({
    ...copy,
    id: randomUUID(),
    lentTo: makeCanary(),
    since: "2026-01-25",
    due: "2026-02-25",
    note: makeCanary(),
  });
  const former = loan();
  await lendCopy(tx, former);
  await giveBack(tx, { id: former.id, backOn: "2026-02-24" });
  await lendCopy(tx, loan());
}

/** Those copies of an item that visitors do not see. */
async function copiesKeptOff(tx: WriteTx, itemId: string): Promise<string[]> {
  const found = await tx
    .select({ id: copies.id })
    .from(copies)
    .where(and(eq(copies.itemId, itemId), copies.keptOff));
  return found.map(({ id }) => id);
}

/** What somebody who knows said of any copy of an item. */
function appraisal() {
  return {
    id: randomUUID(),
    kind: "appraised",
    copyId: null,
    condition: "",
    observed: "2024-06-03",
    source: makeCanary(),
    amount: 54_321,
    currency: "EUR",
  } as const;
}

/** A photo's row; its files are planted later. */
function photoDraft() {
  return {
    key: `photos/${randomUUID()}`,
    width: 8,
    height: 8,
    colour: "#aabbcc",
    alt: makeCanary(),
    fileName: makeCanary(),
  };
}

/** An item in which every text is a canary, with a copy that visitors see and one that is kept off the page. */
function draftOf(
  visibility: ItemDraft["visibility"],
  fields: Readonly<Record<"public" | "members" | "trashed" | "copy", string>>,
  placeId: string,
): ItemDraft {
  return {
    ...EMPTY_ITEM,
    ...filled("item"),
    name: `Bear ${makeCanary()}`,
    animal: `Bear ${makeCanary()}`,
    visibility,
    entry: { key: makeCanary(), release: 1, facts: { animal: makeCanary() }, mine: [] },
    want: {
      ...EMPTY_WANT,
      swingTag: makeCanary(),
      note: makeCanary(),
      highest: 54_321,
      currency: "EUR",
    },
    tags: [makeCanary()],
    own: {
      [fields.public]: [makeCanary()],
      [fields.members]: [makeCanary()],
      [fields.trashed]: [makeCanary()],
    },
    copies: [false, true].map((keptOff) => ({
      ...EMPTY_COPY,
      ...filled("copy"),
      keptOff,
      placeId,
      status: "sale",
      condition: "mint",
      own: { [fields.copy]: [makeCanary()] },
      pricePaid: 12_345,
      currency: "EUR",
    })),
  };
}

/** A canary in every text that an item or a copy has, a day in every date. */
function filled<Of extends FieldOwner>(of: Of) {
  return {
    ...byKey(fieldsOf(of, "text", "long text", "link"), makeCanary),
    ...byKey(fieldsOf(of, "date"), () => "1995-01-25"),
  };
}

function later(): Date {
  return new Date(Date.now() + 3_600_000);
}

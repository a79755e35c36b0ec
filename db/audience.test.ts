import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, describe, expect, test } from "vitest";
import { rolePassword } from "@/base/env";
import { defaultSkin } from "@/themes/presets";
import type { Scope } from "./scope";
import { openScope } from "./scope";
import { VISIBILITIES } from "./tenant/choices";
import { intakePhotos, intakeRows } from "./tenant/intake-schema";
import { EMPTY_COPY, EMPTY_FACTS } from "./tenant/item";
import type { FieldDraft } from "./tenant/own";
import { openItem } from "./tenant/queries/drafts";
import { noteEntry } from "./tenant/queries/entries";
import { keepExchangeRate } from "./tenant/queries/exchange-rates";
import { addIntake } from "./tenant/queries/intake/intakes";
import { keepNamedMapping } from "./tenant/queries/intake/mappings";
import { invite } from "./tenant/queries/invitations";
import { addItem } from "./tenant/queries/items";
import { lendCopy } from "./tenant/queries/loans";
import { blockSender, leaveMessage, setMessageTerms } from "./tenant/queries/messages";
import { addObservation } from "./tenant/queries/observations";
import { addField, trashField } from "./tenant/queries/own-fields";
import { addPhoto } from "./tenant/queries/photos";
import { addPlace } from "./tenant/queries/places";
import { addOneTimeToken, addSession } from "./tenant/queries/sessions";
import { addSet } from "./tenant/queries/sets";
import { addShare, addSharedItems } from "./tenant/queries/shares";
import { wearSkin } from "./tenant/queries/site";
import { beginBulkEdit } from "./tenant/queries/table/bulk-edits";
import { FIRST_VIEW } from "./tenant/queries/table/view-value";
import { keepView } from "./tenant/queries/table/views";
import { noteTemplate, saveTemplate } from "./tenant/queries/templates";
import { items as itemRows } from "./tenant/schema";
import { describeTwins, draft, type Twin, type Twins } from "./testing";
import { TEST_SECRET } from "./testing-server";

/** What each audience finds in each table of a site: all rows, those of items that visitors see, or none. */
const SEEN: Readonly<Record<string, { visitor: Found; signIn: Found; counts: boolean }>> = {
  site: { visitor: "all", signIn: "all", counts: true },
  skins: { visitor: "the worn one", signIn: "the worn one", counts: true },
  members: { visitor: "none", signIn: "all", counts: false },
  sessions: { visitor: "none", signIn: "all", counts: false },
  one_time_tokens: { visitor: "none", signIn: "all", counts: false },
  invitations: { visitor: "none", signIn: "all", counts: false },
  items: { visitor: "visible", signIn: "visible", counts: true },
  former_addresses: { visitor: "visible", signIn: "visible", counts: false },
  copies: { visitor: "visible", signIn: "visible", counts: true },
  places: { visitor: "none", signIn: "none", counts: false },
  copy_private: { visitor: "none", signIn: "none", counts: false },
  loans: { visitor: "none", signIn: "none", counts: false },
  wants: { visitor: "visible", signIn: "visible", counts: true },
  want_limits: { visitor: "none", signIn: "none", counts: false },
  observations: { visitor: "none", signIn: "none", counts: false },
  worths: { visitor: "none", signIn: "none", counts: false },
  exchange_rates: { visitor: "none", signIn: "none", counts: false },
  photos: { visitor: "visible", signIn: "visible", counts: true },
  item_tags: { visitor: "visible", signIn: "visible", counts: true },
  item_words: { visitor: "visible words", signIn: "visible words", counts: false },
  item_facets: { visitor: "what is listed", signIn: "what is listed", counts: false },
  shelf_sets: { visitor: "counts of all", signIn: "counts of all", counts: true },
  word_slips: {
    visitor: "slips of visible words",
    signIn: "slips of visible words",
    counts: true,
  },
  fields: { visitor: "those for everyone", signIn: "those for everyone", counts: true },
  field_values: { visitor: "visible", signIn: "visible", counts: true },
  templates: { visitor: "none", signIn: "none", counts: false },
  template_fields: { visitor: "none", signIn: "none", counts: false },
  item_templates: { visitor: "none", signIn: "none", counts: false },
  item_entries: { visitor: "visible", signIn: "visible", counts: true },
  sets: { visitor: "those that are no secret", signIn: "those that are no secret", counts: true },
  change_sets: { visitor: "none", signIn: "none", counts: false },
  table_views: { visitor: "none", signIn: "none", counts: false },
  bulk_edits: { visitor: "none", signIn: "none", counts: false },
  intakes: { visitor: "none", signIn: "none", counts: false },
  intake_rows: { visitor: "none", signIn: "none", counts: false },
  intake_photos: { visitor: "none", signIn: "none", counts: false },
  shares: { visitor: "none", signIn: "none", counts: false },
  shared_items: { visitor: "none", signIn: "none", counts: true },
  messages: { visitor: "none", signIn: "none", counts: false },
  blocked_senders: { visitor: "none", signIn: "none", counts: false },
  sheet_mappings: { visitor: "none", signIn: "none", counts: false },
  changes: { visitor: "none", signIn: "none", counts: false },
};

/** What owners and editors see, and no viewer. */
const FOR_EDITORS: readonly string[] = ["messages", "blocked_senders"];

type Found =
  | "all"
  | "visible"
  | "those for everyone"
  | "the worn one"
  | "those that are no secret"
  | "visible words"
  | "slips of visible words"
  | "what is listed"
  | "counts of all"
  | "none";
type Row = Readonly<Record<string, unknown>>;

describeTwins("who sees which rows", (twins) => {
  beforeAll(() => fill(twins().ours));

  test("is said here of each table that there is", async () => {
    const { ours, adminUrl } = twins();
    const admin = postgres(adminUrl(ours.tenant.database.name), { max: 1 });
    const tables = await admin<{ name: string }[]>`
      select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`;
    await admin.end();
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(SEEN).sort());
  });

  describe.each(Object.entries(SEEN))("%s", (table, { visitor, signIn, counts }) => {
    test("members see all there is", async () => {
      const { ours } = twins();
      const all = await rowsOf(ours.as("editor"), table);
      const hidden = all.filter((row) => isHidden(row, ours));
      expect(all).not.toEqual([]);
      const viewed = FOR_EDITORS.includes(table) ? [] : all;
      expect(await rowsOf(ours.as("viewer"), table)).toEqual(viewed);
      if (visitor === "visible") expect(hidden).not.toEqual([]);
    });

    test("a visitor's transaction finds no more than a visitor may see, whatever it selects", async () => {
      const { ours } = twins();
      const all = await rowsOf(ours.as("editor"), table);
      expect(await rowsOf(ours.as("visitor"), table)).toEqual(await what(all, visitor, ours));
    });

    test("whoever writes to the owners finds no more than a visitor, and changes and removes nothing", async () => {
      const { ours } = twins();
      const all = await rowsOf(ours.as("editor"), table);
      const sender = openScope(ours.tenant, { kind: "sender" });
      expect(await rowsOf(sender, table)).toEqual(await what(all, visitor, ours));
      await asAudience(twins(), "senders", async (tx) => {
        expect(await tx.unsafe(`update ${table} set id = id returning 1`)).toEqual([]);
        expect(await tx.unsafe(`delete from ${table} returning 1`)).toEqual([]);
      });
      const copied = asAudience(twins(), "senders", (tx) =>
        tx.unsafe(
          `insert into ${table} select (jsonb_populate_record(null::${table}, $1::text::jsonb)).*`,
          // Of messages one that nobody could have read yet would be let in, whoever it is from.
          [JSON.stringify({ ...all[0], id: randomUUID(), read_at: new Date() })],
        ),
      );
      await expect(copied).rejects.toThrow();
      expect(await rowsOf(ours.as("editor"), table)).toEqual(all);
    });

    test("somebody who signs in finds no more than that needs", async () => {
      const { ours } = twins();
      const all = await rowsOf(ours.as("editor"), table);
      const scope = openScope(ours.tenant, { kind: "sign-in", reason: "test" });
      expect(await rowsOf(scope, table)).toEqual(await what(all, signIn, ours));
    });

    test(`a change ${counts ? "counts up" : "leaves"} the site's version, once in a transaction`, async () => {
      const { ours } = twins();
      const version = async () =>
        Number((await rowsOf(ours.as("visitor"), "site"))[0]?.version ?? Number.NaN);
      const before = await version();
      await asMember(twins(), async (tx) => {
        for (const _ of [1, 2, 3]) await tx.unsafe(`update ${table} set tenant_id = tenant_id`);
      });
      const more = table === "site" ? 3 : counts ? 1 : 0;
      expect(await version()).toBe(before + more);
    });
  });

  describe.each([
    "copies",
    "photos",
    "item_tags",
    "item_words",
    "item_facets",
    "former_addresses",
    "field_values",
    "item_entries",
  ])("%s", (table) => {
    test("can't be shown while their item is hidden, whatever a member's transaction writes", async () => {
      const { ours } = twins();
      const shown = asMember(twins(), (tx) =>
        tx.unsafe(`update ${table} set hidden = false where item_id = '${ours.items.secret}'`),
      );
      await expect(shown).rejects.toMatchObject({ code: "23503" });
    });

    test("are hidden and shown with their item", async () => {
      const { ours } = twins();
      const seen = async () => {
        const rows = await rowsOf(ours.as("visitor"), table);
        return new Set(rows.map((row) => row.item_id)).has(ours.items.peanut);
      };
      const change = (set: string) =>
        asMember(twins(), (tx) =>
          tx.unsafe(`update items set ${set} where id = '${ours.items.peanut}'`),
        );
      expect(await seen()).toBe(true);
      for (const [hide, show] of [
        ["visibility = 'private'", "visibility = 'public'"],
        ["trashed_at = now()", "trashed_at = null"],
      ] as const) {
        await change(hide);
        expect(await seen()).toBe(false);
        await change(show);
        expect(await seen()).toBe(true);
      }
    });
  });

  test("a former address is hidden with the item that had it last", async () => {
    const { ours } = twins();
    await asMember(twins(), async (tx) => {
      for (const item of [ours.items.peanut, ours.items.secret])
        for (const slug of ["handed-on", `${item}-later`])
          await tx.unsafe(`update items set slug = '${slug}' where id = '${item}'`);
    });
    const addresses = async (scope: Scope) =>
      (await rowsOf(scope, "former_addresses")).map(({ slug }) => slug);
    expect(await addresses(ours.as("viewer"))).toContain("handed-on");
    expect(await addresses(ours.as("visitor"))).not.toContain("handed-on");
  });

  test("a visitor's transaction writes nothing", async () => {
    const { ours } = twins();
    await expect(ours.as("visitor").write(async () => {})).rejects.toMatchObject({
      code: "42501",
    });
  });
});

const MESSAGE = {
  ...{ itemId: null, about: "", senderName: "Ada", senderEmail: "ada@x.example" },
  ...{ senderDigest: "a".repeat(64), text: "Is it still there?" },
};

const ENTRY = { key: "peanut/4062", release: 1, facts: { animal: "Elephant" }, mine: [] };

/** A row of each kind where makeTwin gives none, and an earlier skin that is worn no more. */
async function fill({ as, members, items }: Twin): Promise<void> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  await as("system").write(async (tx) => {
    for (const [slug, itemId] of Object.entries(items)) {
      await tx
        .update(itemRows)
        .set({ slug: `${slug}-now` })
        .where(eq(itemRows.id, itemId));
      await addPhoto(tx, itemId, {
        key: `photos/${slug}-${itemId}`,
        width: 8,
        height: 8,
        colour: "#aabbcc",
        alt: slug,
      });
    }
    const seam = await addField(tx, { ...FIELD, label: "Seam", of: "copy" });
    const copy = { ...EMPTY_COPY, own: { [seam]: ["straight"] } };
    await addItem(tx, draft({ name: "Kept off", copies: [{ ...copy, keptOff: true }, copy] }));
    const field = await addField(tx, { ...FIELD, label: "Whispered", seenBy: "members" });
    const trashed = await addField(tx, { ...FIELD, label: "Let go" });
    await addItem(tx, draft({ name: "Told", own: { [field]: ["x"], [trashed]: ["y"] } }));
    await trashField(tx, trashed);
    const own = { [field]: ["x"] };
    const template = await saveTemplate(tx, { label: "Bears", facts: {}, own });
    await noteTemplate(tx, items.peanut ?? "", template);
    for (const itemId of Object.values(items)) await noteEntry(tx, itemId, ENTRY, EMPTY_FACTS);
    for (const visibility of VISIBILITIES) {
      const rule = { kind: "own", field: "tag", value: "bear" } as const;
      const set = {
        name: `A ${visibility} set`,
        note: "",
        visibility,
        counted: "held",
        rule,
      } as const;
      await addSet(tx, randomUUID(), set);
    }
    await addPlace(tx, { id: crypto.randomUUID(), name: "Shelf", parentId: null });
    await addObservation(tx, items.peanut ?? "", {
      id: randomUUID(),
      kind: "appraised",
      copyId: null,
      condition: "",
      observed: "2024",
      source: "Somebody",
      amount: 500,
      currency: "EUR",
    });
    const rate = { from: "USD", to: "EUR", day: "2024-01-02", rate: "0.92" };
    await keepExchangeRate(tx, { id: randomUUID(), ...rate });
    const [lent] = (await openItem(tx, items.peanut ?? ""))?.draft.copies ?? [];
    const loan = { lentTo: "Ada", since: "2026-01-25", due: null, note: "" };
    await lendCopy(tx, { ...loan, id: randomUUID(), copyId: lent?.id ?? "" });
    await addSession(tx, { memberId: members.owner.id, tokenHash: "a", expiresAt });
    await addOneTimeToken(tx, { identifier: "somebody@x.example", tokenHash: "b", expiresAt });
    await invite(tx, { email: "guest@x.example", role: "viewer", tokenHash: "c", days: 1 });
    const share = { id: randomUUID(), digest: "A".repeat(18), name: "Heirs", withValues: true };
    await addShare(tx, { ...share, expiresAt });
    await addSharedItems(tx, share.id, 0, [{ name: "One", lines: [], copies: [], photos: [] }]);
    await setMessageTerms(tx, { takes: true, days: 180 });
    const message = randomUUID();
    await leaveMessage(tx, { ...MESSAGE, id: message });
    await blockSender(tx, message);
    await wearSkin(tx, defaultSkin("attic"));
    await keepView(tx, { memberId: null, name: "Everyone's", value: FIRST_VIEW });
    const intake = randomUUID();
    await addIntake(tx, { id: intake, memberId: members.owner.id, fileName: "list.csv" });
    await tx.insert(intakeRows).values({ intakeId: intake, line: 2, cells: [], outcome: "new" });
    const photo = { line: 2, place: 0, itemId: randomUUID(), source: "a.jpg", origin: "" };
    await tx.insert(intakePhotos).values({ intakeId: intake, ...photo });
    await keepNamedMapping(tx, { name: "My list", mapping: { columns: [] } });
    await beginBulkEdit(tx, {
      id: randomUUID(),
      memberId: members.owner.id,
      selection: { ids: Object.values(items) },
      change: { do: "trash" },
      seen: "0",
    });
  });
}

/** What a query may do that says it acts for a member, in SQL of its own. */
async function asMember(
  all: Twins,
  work: (tx: postgres.TransactionSql) => Promise<unknown>,
): Promise<void> {
  await asAudience(all, "members", work);
}

/** What a query may do that says it acts for an audience. */
async function asAudience(
  { ours, adminUrl }: Twins,
  audience: string,
  work: (tx: postgres.TransactionSql) => Promise<unknown>,
): Promise<void> {
  const { name } = ours.tenant.database;
  const address = new URL(adminUrl(name));
  address.username = name;
  address.password = rolePassword(name, TEST_SECRET);
  const login = postgres(address.toString(), { max: 1 });
  try {
    await login.begin(async (tx) => {
      await tx.unsafe(
        `set local app.tenant_id = '${ours.tenant.id}'; set local app.audience = '${audience}'`,
      );
      await work(tx);
    });
  } finally {
    await login.end();
  }
}

async function rowsOf(scope: Scope, table: string): Promise<Row[]> {
  const rows = await scope.read((tx) =>
    tx
      .select({ row: sql<string>`to_jsonb(t)::text` })
      .from(sql`${sql.identifier(table)} t`)
      .orderBy(sql`t.id`),
  );
  return rows.map(({ row }) => JSON.parse(row));
}

async function what(all: readonly Row[], found: Found, twin: Twin): Promise<Row[]> {
  if (found === "all") return [...all];
  if (found === "none") return [];
  if (found === "those for everyone")
    return all.filter((row) => row.seen_by === "everyone" && row.trashed_at === null);
  if (found === "those that are no secret")
    return all.filter(({ visibility }) => visibility !== "private");
  if (found === "the worn one") return all.filter(({ number }) => number === all.length);
  if (found === "slips of visible words") {
    const words = await what(await rowsOf(twin.as("viewer"), "item_words"), "visible words", twin);
    const visible = new Set(words.map(({ word }) => word));
    expect(all.some(({ word }) => !visible.has(word))).toBe(true);
    return all.filter(({ word }) => visible.has(word));
  }
  if (found === "counts of all") return all.filter((row) => row.for_members === false);
  if (found === "what is listed") {
    const unlisted = await rowsOf(twin.as("viewer"), "items");
    const ids = unlisted.filter(({ visibility }) => visibility !== "public").map(({ id }) => id);
    expect(all.some(({ item_id: id }) => ids.includes(id))).toBe(true);
    return all.filter(
      (row) => !isHidden(row, twin) && !ids.includes(row.item_id) && row.for_members === false,
    );
  }
  if (found === "visible words") {
    expect(all.some((row) => row.for_members)).toBe(true);
    return all.filter((row) => !isHidden(row, twin) && row.for_members === false);
  }
  return all.filter((row) => !isHidden(row, twin));
}

/**
 * Whether a row is a private or trashed item or hangs on one, is of a copy that is kept off the page, or stands in a
 * field that is for members or trashed.
 */
function isHidden({ id, item_id: itemId, kept_off: keptOff, text }: Row, { items }: Twin): boolean {
  if (text === "x" || text === "y") return true;
  return keptOff === true || [items.secret, items.gone].includes(String(itemId ?? id));
}

const FIELD: Omit<FieldDraft, "label"> = {
  type: "text",
  of: "item",
  seenBy: "everyone",
  group: "",
  unit: "",
  choices: [],
};

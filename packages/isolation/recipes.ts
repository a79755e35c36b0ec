import { EMPTY_COPY, EMPTY_ITEM } from "@/db/tenant/item";
import { FIRST_VIEW } from "@/db/tenant/queries/table/view-value";
import { defaultSkin } from "@/themes/presets";
import type { Bag } from "./bag";
import { COLUMNS, SHEET } from "./furnish";
import { makeCanary } from "./secrets";

/** How an action is called with what a tenant has. */
export interface Recipe {
  readonly on: "site" | "www" | "operator";
  /** Valid input of a tenant's own; identifiers in it are replaced by the neighbour's one at a time. */
  readonly args: (bag: Bag) => readonly unknown[];
  /** Whether it ends the tenant or its people's access. Such an action is never called on the attacker's own site. */
  readonly ends?: boolean;
  /** Whether it works only on sites that are not open yet. */
  readonly unconfirmed?: boolean;
  /** Whether anyone may call it, so that success on a neighbour's host is no finding. */
  readonly open?: boolean;
  /** Its position among the actions that are proven to work; later ones have higher numbers. */
  readonly order?: number;
}

const site = (args: Recipe["args"], rest: Partial<Recipe> = {}): Recipe => ({
  on: "site",
  args,
  ...rest,
});
const operator = (args: Recipe["args"]): Recipe => ({ on: "operator", args, ends: true });

const item = { trashed_at: false } as const;
/** A photo of an item, and one of the inbox. */
const shown = { item_id: true } as const;
const loose = { item_id: false, removed_at: false } as const;
const why = (bag: Bag) => ({
  tenant: bag.id("platform tenants.id"),
  reason: "an attack on the walls",
});
const sure = (bag: Bag) => ({
  ...why(bag),
  typed: bag.id("platform tenants.slug"),
  name: bag.id("platform tenants.slug"),
});

const values = () => ({
  ...EMPTY_ITEM,
  name: `Bear ${makeCanary()}`,
  animal: "Bear",
});

/** A set in which nothing is there yet. */
const aSet = () => ({
  name: makeCanary(),
  note: "",
  visibility: "private",
  counted: "held",
  rule: { kind: "catalogue", line: "", product: "spot/4000", animal: "", year: "", each: "entry" },
});

/** A change set that can be taken back: one from after the planting, which garbles the tables' names; else any. */
function changeSetOf(bag: Bag): string {
  try {
    return bag.find("change_sets", { action: "rename site" }, "id");
  } catch {
    return bag.id("change_sets.id");
  }
}

/** A sheet whose rows are looked at; several are there, because actions use them up. */
const sheetOf = (bag: Bag) => bag.find("intakes", { state: "preview" }, "id");

/** A value as it is typed. */
const appraisal = () => ({
  kind: "appraised",
  condition: "",
  observed: "2024",
  source: makeCanary(),
  amount: "5.99",
  currency: "EUR",
});

const loanInput = () => ({
  lentTo: makeCanary(),
  since: "2026-02-03",
  due: "",
  note: makeCanary(),
});

const fieldInput = () => ({
  label: makeCanary(),
  type: "text",
  of: "item",
  seenBy: "everyone",
  group: "",
  unit: "",
  choices: [],
});

/** By file and export. A new action needs a line here: the run fails and names it until it has one. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  "app/[tenant]/studio/actions.ts#noteShared": site(() => [{}]),
  "app/[tenant]/studio/actions.ts#sendConfirmationAgain": site(() => [{}], {
    ends: true,
    unconfirmed: true,
  }),
  "app/[tenant]/studio/items/actions.ts#addItem": site(() => [
    { id: crypto.randomUUID(), values: values() },
  ]),
  "app/[tenant]/studio/items/actions.ts#saveItem": site((bag) => {
    const id = bag.find("items", item, "id");
    const kept = { id: bag.find("copies", { item_id: id }, "id") };
    const copy = { ...EMPTY_COPY, ...kept, pricePaid: "", currency: "EUR" };
    return [{ id, expected: null, values: { ...values(), copies: [copy] } }];
  }),
  "app/[tenant]/studio/items/actions.ts#duplicateItem": site((bag) => [
    { id: bag.find("items", item, "id"), as: crypto.randomUUID() },
  ]),
  "app/[tenant]/studio/items/actions.ts#changeItemAddress": site((bag) => [
    { id: bag.find("items", item, "id"), address: `moved ${crypto.randomUUID()}` },
  ]),
  "app/[tenant]/studio/items/actions.ts#trash": site(
    (bag) => [{ id: bag.find("items", item, "id") }],
    { order: 2 },
  ),
  "app/[tenant]/studio/items/actions.ts#restore": site(
    (bag) => [{ id: bag.find("items", { trashed_at: true }, "id") }],
    { order: 1 },
  ),
  "app/[tenant]/studio/items/photo-actions.ts#sayPhoto": site((bag) => [
    { id: bag.find("photos", shown, "id"), alt: "A bear" },
  ]),
  "app/[tenant]/studio/items/photo-actions.ts#orderPhotos": site((bag) => [
    { item: bag.find("items", item, "id"), ids: [bag.find("photos", shown, "id")] },
  ]),
  "app/[tenant]/studio/items/photo-actions.ts#turnPhoto": site((bag) => [
    { id: bag.find("photos", shown, "id"), quarters: 1 },
  ]),
  "app/[tenant]/studio/items/photo-actions.ts#showCopyInPhoto": site((bag) => [
    { id: bag.find("photos", shown, "id"), copy: null },
  ]),
  "app/[tenant]/studio/items/photo-actions.ts#takePhotoAway": site(
    (bag) => [{ id: bag.find("photos", shown, "id") }],
    { order: 3 },
  ),
  "app/[tenant]/studio/items/photo-actions.ts#takePhotoBack": site(
    (bag) => [{ id: bag.find("photos", { removed_at: true }, "id") }],
    { order: 4 },
  ),
  "app/[tenant]/studio/history/actions.ts#undo": site(
    (bag) => [{ id: changeSetOf(bag), over: [bag.find("site", {}, "id")] }],
    { order: 1 },
  ),
  "app/[tenant]/studio/items/table/bulk-actions.ts#previewBulkEdit": site((bag) => [
    {
      selection: { ids: [bag.find("items", item, "id")] },
      change: { do: "set", field: "variant", typed: makeCanary(), currency: "" },
    },
  ]),
  "app/[tenant]/studio/items/table/bulk-actions.ts#runBulkEdit": site((bag) => [
    {
      id: crypto.randomUUID(),
      selection: { ids: [bag.find("items", item, "id")] },
      change: { do: "set", field: "variant", typed: makeCanary(), currency: "" },
      seen: `${Date.now()}000`,
    },
  ]),
  "app/[tenant]/studio/items/table/cell-actions.ts#changeCells": site((bag) => {
    const id = bag.find("items", item, "id");
    const was = bag.find("items", item, "variant");
    return [{ cells: [{ id, field: "variant", copy: null, was, typed: makeCanary() }] }];
  }),
  "app/[tenant]/studio/items/table/view-actions.ts#nameView": site(() => [
    { name: makeCanary(), shared: true, value: FIRST_VIEW },
  ]),
  "app/[tenant]/studio/items/table/view-actions.ts#keepLayout": site(() => [{ value: FIRST_VIEW }]),
  "app/[tenant]/studio/items/table/view-actions.ts#forgetView": site(
    (bag) => [{ id: bag.find("table_views", { member_id: false }, "id"), shared: true }],
    { order: 7 },
  ),
  "app/[tenant]/studio/fields/actions.ts#makeField": site(() => [fieldInput()]),
  "app/[tenant]/studio/fields/actions.ts#saveField": site((bag) => [
    { id: bag.find("fields", { trashed_at: false }, "id"), field: fieldInput() },
  ]),
  "app/[tenant]/studio/fields/actions.ts#lookAtType": site((bag) => [
    { id: bag.find("fields", { trashed_at: false }, "id"), field: fieldInput() },
  ]),
  "app/[tenant]/studio/fields/actions.ts#changeType": site((bag) => [
    { id: bag.find("fields", { seen_by: "members" }, "id"), field: fieldInput(), seen: 5 },
  ]),
  "app/[tenant]/studio/fields/actions.ts#sortFields": site((bag) => [
    { ids: [bag.find("fields", { trashed_at: false }, "id")] },
  ]),
  "app/[tenant]/studio/fields/actions.ts#throwAway": site(
    (bag) => [{ id: bag.find("fields", { owner: "copy" }, "id") }],
    { order: 4 },
  ),
  "app/[tenant]/studio/fields/actions.ts#bringBack": site(
    (bag) => [{ id: bag.find("fields", { trashed_at: true }, "id") }],
    { order: 1 },
  ),
  "app/[tenant]/studio/fields/actions.ts#deleteForGood": site(
    (bag) => [{ id: bag.find("fields", { trashed_at: true }, "id") }],
    { order: 5 },
  ),
  "app/[tenant]/studio/fields/template-actions.ts#makeTemplate": site((bag) => [
    { item: bag.find("items", item, "id"), label: makeCanary() },
  ]),
  "app/[tenant]/studio/fields/template-actions.ts#removeTemplate": site(
    (bag) => [{ id: bag.id("templates.id") }],
    { order: 5 },
  ),
  "app/[tenant]/studio/items/loans/actions.ts#giveBack": site(
    (bag) => [{ id: bag.find("loans", { back_on: false }, "id"), backOn: "2026-03-01" }],
    // First, because what others do puts copies into the trash.
    { order: -2 },
  ),
  "app/[tenant]/studio/items/loans/actions.ts#lendCopy": site(
    (bag) => [
      {
        id: crypto.randomUUID(),
        copyId: bag.find("loans", { back_on: true }, "copy_id"),
        ...loanInput(),
      },
    ],
    { order: -1 },
  ),
  "app/[tenant]/studio/items/loans/actions.ts#changeLoan": site((bag) => [
    { id: bag.find("loans", { back_on: true }, "id"), ...loanInput(), backOn: "2026-03-01" },
  ]),
  "app/[tenant]/studio/places/actions.ts#addPlace": site((bag) => [
    { id: crypto.randomUUID(), name: makeCanary(), parentId: bag.id("places.id") },
  ]),
  "app/[tenant]/studio/places/actions.ts#changePlace": site((bag) => [
    { id: bag.find("places", { parent_id: true }, "id"), name: makeCanary(), parentId: null },
  ]),
  "app/[tenant]/studio/places/actions.ts#moveCopies": site((bag) => [
    { ids: [bag.id("copies.id")], placeId: bag.id("places.id") },
  ]),
  "app/[tenant]/studio/places/actions.ts#removePlace": site(
    (bag) => [{ id: bag.find("places", { parent_id: false }, "id") }],
    { order: 10 },
  ),
  "app/[tenant]/studio/corrections/actions.ts#sendCorrection": site(() => [
    {
      id: crypto.randomUUID(),
      entry: "pinchers/4026",
      field: "retired",
      right: makeCanary(),
      evidence: makeCanary(),
    },
  ]),
  "app/[tenant]/studio/values/actions.ts#noteValue": site((bag) => [
    {
      item: bag.find("items", item, "id"),
      id: crypto.randomUUID(),
      value: { ...appraisal(), copyId: null },
    },
  ]),
  "app/[tenant]/studio/values/actions.ts#changeValue": site((bag) => [
    { id: bag.id("observations.id"), value: { ...appraisal(), copyId: null } },
  ]),
  "app/[tenant]/studio/values/actions.ts#removeValue": site(
    (bag) => [{ id: bag.id("observations.id") }],
    { order: 10 },
  ),
  "app/[tenant]/studio/values/actions.ts#keepRate": site(() => [
    { id: crypto.randomUUID(), from: "USD", to: "GBP", day: "2 January 2024", rate: "0.8" },
  ]),
  "app/[tenant]/studio/values/actions.ts#removeRate": site(
    (bag) => [{ id: bag.id("exchange_rates.id") }],
    { order: 10 },
  ),
  "app/[tenant]/studio/import/actions.ts#changeSheetCells": site((bag) => [
    { id: sheetOf(bag), line: 2, cells: [{ column: 0, text: `Bear ${makeCanary()}` }] },
  ]),
  "app/[tenant]/studio/import/actions.ts#chooseSheetItem": site((bag) => [
    { id: sheetOf(bag), line: 2, item: bag.find("items", item, "id") },
  ]),
  "app/[tenant]/studio/import/actions.ts#readSheet": site((bag) => [
    { id: sheetOf(bag), format: SHEET, mapping: COLUMNS },
  ]),
  "app/[tenant]/studio/import/actions.ts#fillSheet": site((bag) => [
    { id: sheetOf(bag), fills: true },
  ]),
  "app/[tenant]/studio/import/actions.ts#importItems": site(
    (bag) => [{ id: sheetOf(bag), takes: "all" }],
    { order: 3 },
  ),
  "app/[tenant]/studio/import/actions.ts#keepColumns": site(() => [
    { name: makeCanary(), mapping: COLUMNS },
  ]),
  "app/[tenant]/studio/import/actions.ts#forgetColumns": site(
    (bag) => [{ id: bag.id("sheet_mappings.id") }],
    { order: 4 },
  ),
  "app/[tenant]/studio/import/actions.ts#reopenSheet": site((bag) => [{ id: sheetOf(bag) }], {
    order: 4,
  }),
  "app/[tenant]/studio/import/actions.ts#dropSheet": site((bag) => [{ id: sheetOf(bag) }], {
    order: 10,
  }),
  "app/[tenant]/studio/items/enter-actions.ts#heldPhotos": site((bag) => [
    { item: bag.find("items", item, "id") },
  ]),
  "app/[tenant]/studio/items/enter-actions.ts#findAlike": site((bag) => [
    { name: bag.find("items", item, "name"), variant: bag.find("items", item, "variant") },
  ]),
  "app/[tenant]/studio/items/enter-actions.ts#addSeveral": site(() => [
    { items: [{ id: crypto.randomUUID(), values: values() }] },
  ]),
  "app/[tenant]/studio/items/enter-actions.ts#addCopiesTo": site((bag) => [
    {
      item: bag.find("items", item, "id"),
      expected: null,
      heldFor: crypto.randomUUID(),
      copies: [{ ...EMPTY_COPY, pricePaid: "", currency: "EUR" }],
      photos: [],
    },
  ]),
  "app/[tenant]/studio/inbox/actions.ts#givePhotos": site((bag) => [
    { ids: [bag.find("photos", loose, "id")], item: bag.find("items", item, "id") },
  ]),
  "app/[tenant]/studio/inbox/actions.ts#takePhotosIn": site((bag) => [
    { ids: [bag.find("photos", shown, "id")] },
  ]),
  "app/[tenant]/studio/inbox/actions.ts#removePhotos": site(
    (bag) => [{ ids: [bag.find("photos", loose, "id")] }],
    { order: 3 },
  ),
  "app/[tenant]/studio/inbox/actions.ts#bringPhotosBack": site(
    (bag) => [{ ids: [bag.find("photos", { removed_at: true }, "id")] }],
    { order: 4 },
  ),
  "app/[tenant]/studio/inbox/actions.ts#findItems": site((bag) => [
    { typed: bag.find("items", item, "name") },
  ]),
  "app/[tenant]/studio/inbox/actions.ts#matchNames": site(() => [{}]),
  "app/[tenant]/studio/inbox/actions.ts#giveEach": site((bag) => [
    { pairs: [{ photo: bag.find("photos", loose, "id"), item: bag.find("items", item, "id") }] },
  ]),
  "app/[tenant]/studio/inbox/actions.ts#draftEach": site((bag) => [
    { ids: [bag.find("photos", loose, "id")] },
  ]),
  "app/[tenant]/studio/members/actions.ts#inviteMember": site(() => [
    { email: `${makeCanary()}@isolation.example`, role: "viewer" },
  ]),
  "app/[tenant]/studio/members/actions.ts#withdraw": site(
    (bag) => [{ id: bag.id("invitations.id") }],
    { order: 4 },
  ),
  "app/[tenant]/studio/members/actions.ts#setRole": site((bag) => [
    { id: bag.find("members", { role: "viewer", support_until: false }, "id"), role: "viewer" },
  ]),
  "app/[tenant]/studio/members/actions.ts#remove": site(
    (bag) => [{ id: bag.find("members", { role: "viewer", support_until: false }, "id") }],
    { order: 5 },
  ),
  "app/[tenant]/studio/sets/actions.ts#addSet": site(() => [
    { id: crypto.randomUUID(), set: aSet() },
  ]),
  "app/[tenant]/studio/sets/actions.ts#startNine": site(() => [{ id: crypto.randomUUID() }]),
  "app/[tenant]/studio/sets/actions.ts#changeSet": site((bag) => [
    { id: bag.id("sets.id"), set: aSet() },
  ]),
  "app/[tenant]/studio/sets/actions.ts#moveSet": site((bag) => [{ id: bag.id("sets.id"), by: 1 }]),
  "app/[tenant]/studio/sets/actions.ts#wantPiece": site(
    (bag) => [{ id: bag.id("sets.id"), entry: "spot/4000/with-spot", swingTag: "", item: null }],
    { order: 3 },
  ),
  "app/[tenant]/studio/sets/actions.ts#removeSet": site((bag) => [{ id: bag.id("sets.id") }], {
    order: 10,
  }),
  "app/[tenant]/studio/settings/actions.ts#chooseReach": site(() => [
    { list: "wants", reach: "unlisted" },
  ]),
  "app/[tenant]/studio/settings/actions.ts#renameSite": site(() => [
    { name: `Site ${makeCanary()}` },
  ]),
  "app/[tenant]/studio/settings/actions.ts#chooseLanguage": site(() => [{ language: "sv" }]),
  "app/[tenant]/studio/settings/actions.ts#choosePagesAboutTags": site(() => [{ shown: false }]),
  "app/[tenant]/studio/settings/actions.ts#signOutElsewhere": site(() => [{}], { order: 9 }),
  "app/[tenant]/studio/settings/actions.ts#changeAddress": site(
    () => [{ name: `elsewhere-${makeCanary().slice(0, 12)}` }],
    { ends: true },
  ),
  "app/[tenant]/studio/settings/actions.ts#deleteSite": site(
    (bag) => [{ typed: bag.find("site", {}, "name") }],
    { ends: true },
  ),
  "app/[tenant]/studio/export/actions.ts#packSite": site(() => [{}], { order: 6 }),
  "app/[tenant]/studio/messages/actions.ts#markRead": site((bag) => [
    { id: bag.id("messages.id") },
  ]),
  "app/[tenant]/studio/messages/actions.ts#mailAgain": site((bag) => [
    { id: bag.id("messages.id") },
  ]),
  "app/[tenant]/studio/messages/actions.ts#reportMessage": site((bag) => [
    { id: bag.id("messages.id"), evidence: `It is an insult ${makeCanary()}` },
  ]),
  "app/[tenant]/studio/messages/actions.ts#block": site((bag) => [{ id: bag.id("messages.id") }]),
  "app/[tenant]/studio/messages/actions.ts#unblock": site(
    (bag) => [{ id: bag.id("blocked_senders.id") }],
    { order: 9 },
  ),
  "app/[tenant]/studio/messages/actions.ts#deleteMessage": site(
    (bag) => [{ id: bag.id("messages.id") }],
    { order: 9 },
  ),
  "app/[tenant]/studio/settings/actions.ts#chooseMessages": site(() => [{ takes: true, days: 90 }]),
  "app/[tenant]/studio/shared/actions.ts#makeShare": site((bag) => [
    {
      id: crypto.randomUUID(),
      name: makeCanary(),
      withValues: true,
      days: 30,
      selection: { ids: [bag.find("items", item, "id")] },
      sort: "",
    },
  ]),
  "app/[tenant]/studio/shared/actions.ts#endShare": site((bag) => [{ id: bag.id("shares.id") }], {
    order: 9,
  }),
  "app/[tenant]/studio/papers/actions.ts#makePaper": site(
    (bag) => [
      {
        id: crypto.randomUUID(),
        kind: "inventory",
        values: true,
        addressee: makeCanary(),
        size: "A4",
        selection: { ids: [bag.find("items", item, "id")] },
        sort: "",
      },
    ],
    { order: 6 },
  ),
  "app/[tenant]/studio/placement/actions.ts#moveSite": site(() => [{ to: "own" }], { ends: true }),
  "app/[tenant]/studio/skin/actions.ts#publishSkin": site((bag) => [
    {
      name: `Site ${makeCanary()}`,
      skin: {
        ...defaultSkin("vitrine"),
        logo: { key: `photos/${bag.id("logo folder")}`, alt: "", width: 8, height: 8 },
      },
    },
  ]),
  "app/[tenant]/studio/skin/actions.ts#wearVersion": site(() => [{ number: 1 }]),
  "app/[tenant]/studio/support/actions.ts#letIn": site(
    () => [{ hours: 1, reason: "Look at the shelf" }],
    { order: 8 },
  ),
  "app/[tenant]/studio/support/actions.ts#sendAway": site(() => [{}], { order: 7 }),

  "app/www/actions.ts#signUp": {
    on: "www",
    args: (bag) => [
      { typed: { name: "", email: "", preset: "", placement: "" }, outcome: null, suggestions: [] },
      formOf({
        name: bag.id("platform tenants.slug"),
        email: bag.id("members.email"),
        preset: "vitrine",
        placement: "pool",
      }),
    ],
  },
  "app/www/find-my-site/actions.ts#findMySite": {
    on: "www",
    args: (bag) => [{ typed: "", outcome: null }, formOf({ email: bag.id("members.email") })],
  },
  "app/www/bring-back/actions.ts#bringBack": {
    on: "www",
    args: (bag) => [null, formOf({ token: bag.id("link confirmation") })],
  },
  "app/www/certificates/actions.ts#checkCertificate": {
    on: "www",
    args: (bag) => [{ typed: "", outcome: null }, formOf({ text: bag.id("platform tenants.id") })],
  },

  "app/operator/(auth)/actions.ts#askForLink": operator((bag) => [
    { email: bag.id("members.email") },
  ]),
  "app/operator/(auth)/actions.ts#followLink": operator((bag) => [
    { token: bag.id("sessions.token_hash") },
  ]),
  "app/operator/(auth)/actions.ts#sendCode": operator(() => [{ code: "123456" }]),
  "app/operator/(console)/session/actions.ts#signOut": operator(() => [{}]),
  "app/operator/(console)/session/actions.ts#signOutEverywhere": operator(() => [{}]),
  "app/operator/(console)/incidents/actions.ts#reportIncident": operator(() => [
    {
      id: crypto.randomUUID(),
      title: "An attack on the walls",
      components: ["mail"],
      state: "investigating",
      text: "Nobody but an operator may say this.",
    },
  ]),
  "app/operator/(console)/incidents/actions.ts#tellOfIncident": operator((bag) => [
    {
      id: crypto.randomUUID(),
      incident: bag.id("platform tenants.id"),
      state: "monitoring",
      text: "Nobody but an operator may say this.",
    },
  ]),
  "app/operator/(console)/maintenance/actions.ts#announceMaintenance": operator((bag) => [
    {
      id: crypto.randomUUID(),
      beginsAt: "2099-01-01T00:00",
      endsAt: "2099-01-01T01:00",
      components: ["own"],
      text: "Nobody but an operator may announce this.",
      concerns: "tenant",
      name: bag.id("platform tenants.slug"),
    },
  ]),
  "app/operator/(console)/maintenance/actions.ts#endMaintenance": operator((bag) => [
    { id: bag.id("platform tenants.id") },
  ]),
  "app/operator/(console)/complaints/actions.ts#decide": operator((bag) => [
    {
      complaint: bag.id("messages.id"),
      decision: "left",
      reason: "Nobody but an operator may decide this.",
    },
  ]),
  "app/operator/(console)/complaints/actions.ts#unblock": operator((bag) => [
    { complaint: bag.id("messages.id"), reason: "Nobody but an operator may do this." },
  ]),
  "app/operator/(console)/corrections/actions.ts#decide": operator((bag) => [
    {
      correction: bag.id("platform tenants.id"),
      decision: "declined",
      reason: "Nobody but an operator may decide this.",
    },
  ]),
  "app/operator/(console)/tenants/[id]/actions.ts#suspend": operator((bag) => [sure(bag)]),
  "app/operator/(console)/tenants/[id]/actions.ts#resume": operator((bag) => [why(bag)]),
  "app/operator/(console)/tenants/[id]/actions.ts#rename": operator((bag) => [
    { ...why(bag), name: "renamed-by-isolation" },
  ]),
  "app/operator/(console)/tenants/[id]/actions.ts#move": operator((bag) => [
    { ...why(bag), to: "own" },
  ]),
  "app/operator/(console)/tenants/[id]/actions.ts#remove": operator((bag) => [sure(bag)]),
  "app/operator/(console)/tenants/[id]/actions.ts#bringBack": operator((bag) => [why(bag)]),
  "app/operator/(console)/tenants/[id]/archive-actions.ts#exportSite": operator((bag) => [
    why(bag),
  ]),
  "app/operator/(console)/tenants/[id]/archive-actions.ts#backUp": operator((bag) => [why(bag)]),
  "app/operator/(console)/tenants/[id]/archive-actions.ts#restore": operator((bag) => [
    { ...sure(bag), backup: bag.id("platform tenants.id") },
  ]),
  "app/operator/(console)/tenants/[id]/support-actions.ts#openSite": operator((bag) => [
    { tenant: bag.id("platform tenants.id") },
  ]),
};

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

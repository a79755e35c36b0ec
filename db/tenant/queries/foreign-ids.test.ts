import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { beforeAll, describe, expect, test } from "vitest";
import { Refusal } from "@/base/refusal";
import type { WriteTx } from "@/db/scope";
import { describeTwinsInPool, draft } from "@/db/testing";
import { EMPTY_COPY, EMPTY_FACTS, EMPTY_WANT } from "../item";
import * as addresses from "./addresses";
import * as copies from "./copies";
import * as currentValues from "./current-value";
import * as drafts from "./drafts";
import * as entries from "./entries";
import * as exchangeRates from "./exchange-rates";
import * as history from "./history";
import * as intakes from "./intake/intakes";
import * as knownItems from "./intake/known-items";
import * as sheetMappings from "./intake/mappings";
import * as intakePhotos from "./intake/photos";
import * as intakeRows from "./intake/rows";
import * as invitations from "./invitations";
import * as items from "./items";
import * as labelled from "./labelled";
import * as lists from "./lists";
import * as loans from "./loans";
import * as loosePhotos from "./loose-photos";
import * as members from "./members";
import * as messages from "./messages";
import * as observations from "./observations";
import * as ownFields from "./own-fields";
import * as ownTypes from "./own-types";
import * as ownValues from "./own-values";
import * as papers from "./papers";
import * as photos from "./photos";
import * as placed from "./placed";
import * as placeQueries from "./places";
import * as sessions from "./sessions";
import * as sets from "./sets";
import * as shares from "./shares";
import * as shelf from "./shelf";
import * as bulkEdits from "./table/bulk-edits";
import type { Change } from "./table/change";
import { BUILT_IN } from "./table/fields";
import * as rows from "./table/rows";
import { BY_NAME as BY_NAMES } from "./table/sorted-by";
import { FIRST_VIEW } from "./table/view-value";
import * as views from "./table/views";
import * as templates from "./templates";
import * as trash from "./trash";
import * as undo from "./undo";
import * as undoParts from "./undo-parts";
import * as wantPieces from "./want-piece";
import * as wants from "./wants";

const SET = {
  name: "Bears",
  note: "",
  visibility: "public",
  counted: "held",
  rule: { kind: "catalogue", line: "", product: "spot/4000", animal: "", year: "", each: "entry" },
} as const;

type Query = (tx: WriteTx, id: string) => Promise<unknown>;

const later = () => new Date(Date.now() + 3_600_000);

/** Every query that takes an id, or a secret that identifies a row, with its other arguments. */
const BY_ITEM: Record<string, Query> = {
  openItem: drafts.openItem,
  openDrafts: async (tx, id) => (await drafts.openDrafts(tx, [id]))[0],
  selectCopiesOf: async (tx, id) => (await copies.selectCopiesOf(tx, [id])).get(id)?.[0],
  listWantsOf: async (tx, id) => (await wants.listWantsOf(tx, [id])).get(id),
  listShown: async (tx, id) => (await shelf.listShown(tx, [id]))[0],
  listWanted: async (tx, id) => (await lists.listWanted(tx, [id]))[0],
  listForTrade: async (tx, id) => (await lists.listForTrade(tx, [id]))[0],
  listOwnValuesOf: async (tx, id) => (await ownValues.listOwnValuesOf(tx, [id])).get(id),
  holdItems: async (tx, id) => (await items.holdItems(tx, [id]))[0],
  saveDraft: (tx, id) => drafts.saveDraft(tx, id, draft(), null),
  getItem: items.getItem,
  findItemName: items.findItemName,
  listChangeSets: async (tx, itemId) => (await history.listChangeSets(tx, { itemId, limit: 1 }))[0],
  changeItem: (tx, id) => items.changeItem(tx, id, draft(), "1"),
  trashItem: trash.trashItem,
  changeAddress: (tx, id) => addresses.changeAddress(tx, id, "moved"),
  listLoansOf: async (tx, id) => (await loans.listLoansOf(tx, id))[0],
  listFormerAddresses: async (tx, id) => (await addresses.listFormerAddresses(tx, id))[0],
  changeWant: (tx, id) => wants.changeWant(tx, id, EMPTY_WANT),
  listOwnValues: async (tx, id) => Object.keys((await ownValues.listOwnValues(tx, id)).item)[0],
  readAsTemplate: templates.readAsTemplate,
  noteTemplate: (tx, id) => templates.noteTemplate(tx, id, null),
  findTemplateOf: templates.findTemplateOf,
  listEntriesOf: async (tx, id) => (await entries.listEntriesOf(tx, [id])).get(id),
  noteEntry: (tx, id) => entries.noteEntry(tx, id, ENTRY, EMPTY_FACTS),
  listWorths: async (tx, id) => (await currentValues.listWorths(tx, id))[0],
  listSourcedWorths: async (tx, id) => (await papers.listSourcedWorths(tx, [id])).size || undefined,
  listPhotosOf: async (tx, id) => (await papers.listPhotosOf(tx, [id])).get(id),
  listObservations: async (tx, id) => (await observations.listObservations(tx, id))[0],
  addObservation: (tx, id) => observations.addObservation(tx, id, OBSERVATION),
  hasCopy: (tx, id) => loosePhotos.hasCopy(tx, id, randomUUID()),
  listOrigins: async (tx, id) => (await intakePhotos.listOrigins(tx, [id]))[0],
  bringPhoto: (tx, id) =>
    intakePhotos.bringPhoto(
      tx,
      randomUUID(),
      { id: randomUUID(), itemId: id, origin: "where" },
      {
        ...PHOTO,
        key: "photos/brought",
        digest: "bytes",
        fileName: "",
        copyId: null,
        ofCertificate: false,
      },
    ),
  addPhoto: (tx, id) => photos.addPhoto(tx, id, { ...PHOTO, key: "photos/new" }),
  arrangePhotos: (tx, id) => photos.arrangePhotos(tx, id, []),
  holdItem: photos.holdItem,
  insertDuplicate: async (tx, id) => {
    const item = await drafts.openItem(tx, id);
    const keys = item?.photos.map(() => `photos/${randomUUID()}`) ?? [];
    return item && drafts.insertDuplicate(tx, item, randomUUID(), keys);
  },
  handOutPhotos: (tx, id) => loosePhotos.handOutPhotos(tx, [], id),
  handOutPhotosFor: (tx, id) => loosePhotos.handOutPhotosFor(tx, id, [id], id),
  listPhotosHeldFor: async (tx, id) => (await loosePhotos.listPhotosHeldFor(tx, id))[0],
};
/** The studio's table: what was picked in it names items by their ids. */
const BY_PICKED_ITEM: Record<string, Query> = {
  pickRows: async (tx, id) => (await rows.pickRows(tx, [id]))[0],
  listSelected: async (tx, id) =>
    (
      await rows.listSelected(tx, BUILT_IN, {
        selection: { ids: [id] },
        order: BY_NAMES,
        from: { at: 0 },
        limit: 1,
      })
    )[0],
  countForPaper: async (tx, id) =>
    (await papers.countForPaper(tx, BUILT_IN, { ids: [id] })).items || undefined,
  addUpPlaces: async (tx, id) => (await papers.addUpPlaces(tx, BUILT_IN, { ids: [id] }))[0],
  countSelected: (tx, id) => rows.countSelected(tx, BUILT_IN, { ids: [id] }),
  previewChange: async (tx, id) =>
    (await bulkEdits.previewChange(tx, BUILT_IN, { ids: [id] }, REDDEN)).total,
};
const BY_SET: Record<string, Query> = {
  getSet: sets.getSet,
  holdSet: sets.holdSet,
  changeSet: (tx, id) => sets.changeSet(tx, id, SET),
  moveSet: (tx, id) => sets.moveSet(tx, id, 1),
  wantPiece: (tx, id) =>
    wantPieces.wantPiece(tx, id, { entry: "spot/4000/with-spot", swingTag: "", item: null }),
  removeSet: sets.removeSet,
};
const BY_BULK_EDIT: Record<string, Query> = {
  findBulkEdit: bulkEdits.findBulkEdit,
  continueBulkEdit: bulkEdits.continueBulkEdit,
  endBulkEdit: (tx, id) => bulkEdits.endBulkEdit(tx, id, "ended"),
};
const BY_INTAKE: Record<string, Query> = {
  findIntake: intakes.findIntake,
  countOutcomes: async (tx, id) => (await intakes.countOutcomes(tx, id)).new,
  holdIntake: (tx, id) => intakes.holdIntake(tx, id, ["preview"]),
  beginReading: (tx, id) => intakes.beginReading(tx, id, { format: null, mapping: null }),
  reopenColumns: intakes.reopenColumns,
  noteUnread: (tx, id) => intakes.noteUnread(tx, id, 1, "unread"),
  beginWriting: (tx, id) => intakes.beginWriting(tx, id, "all"),
  endIntake: (tx, id) => intakes.endIntake(tx, id, "ended"),
  dropIntake: intakes.dropIntake,
  listIntakeRows: async (tx, id) =>
    (await intakeRows.listIntakeRows(tx, id, { outcome: null, after: 0 }))[0],
  findIntakeRow: async (tx, id) => (await intakeRows.findIntakeRow(tx, id, 2)) ?? undefined,
  listSaid: async (tx, id) => (await intakeRows.listSaid(tx, id))[0],
  clearRows: (tx, id) => intakeRows.clearRows(tx, id, 1),
  addPlanned: (tx, id) =>
    intakeRows.addPlanned(tx, id, { edition: 1, rows: [], passed: 0, total: 0 }),
  endReading: (tx, id) => intakeRows.endReading(tx, id, { edition: 1, total: 0, seen: "0" }),
  listRowsOfItems: async (tx, id) =>
    (await intakeRows.listRowsOfItems(tx, id, [PLANNED.itemId], ["new"]))[0],
  listRowsNamed: async (tx, id) => (await intakeRows.listRowsNamed(tx, id, [PLANNED.name]))[0],
  listUnwritten: async (tx, id) =>
    (await intakeRows.listUnwritten(tx, id, { takes: "all", after: 0, limit: 1 }))[0],
  listNewValues: async (tx, id) => (await intakeRows.listNewValues(tx, id, 0, 1))[0],
  countLackingPhotos: intakeRows.countLackingPhotos,
  countIntakePhotos: async (tx, id) => (await intakePhotos.countIntakePhotos(tx, id)).waiting,
  listRefusedPhotos: async (tx, id) =>
    (await intakePhotos.listRefusedPhotos(tx, id, { after: { line: 0, place: 0 }, limit: 1 }))[0],
  addIntakePhotos: (tx, id) => intakePhotos.addIntakePhotos(tx, id, [NAMED_PHOTO]),
  claimIntakePhotos: async (tx, id) =>
    (await intakePhotos.claimIntakePhotos(tx, id, { limit: 1, tries: 9 }))[0],
  refuseWaitingPhotos: (tx, id) => intakePhotos.refuseWaitingPhotos(tx, id, "changed"),
  keepMapping: (tx, id) => intakeRows.keepMapping(tx, id, null),
  noteWritten: (tx, id) =>
    intakeRows.noteWritten(tx, id, {
      ...{ written: [], left: [], isLast: true },
      set: { reached: 1, passed: 1, added: 1, changed: 1, leftAlone: 1 },
    }),
  listItemsSince: async (tx, id) =>
    (await knownItems.listItemsSince(tx, id, Number.MAX_SAFE_INTEGER))[0],
};
const BY_INTAKE_PHOTO: Record<string, Query> = {
  noteIntakePhoto: (tx, id) =>
    intakePhotos.noteIntakePhoto(tx, id, { state: "there", reason: "changed" }),
};
const BY_INTAKE_ROW: Record<string, Query> = {
  changeRow: (tx, id) => intakeRows.changeRow(tx, id, { ...PLANNED, name: "changed" }),
};
const BY_MAPPING: Record<string, Query> = {
  removeNamedMapping: sheetMappings.removeNamedMapping,
};
const BY_VIEW: Record<string, Query> = {
  removeView: (tx, id) => views.removeView(tx, id, null),
};
const BY_COPY: Record<string, Query> = {
  changeCopies: async (tx, id) => {
    const item = await items.findItemBySlug(tx, "peanut");
    return copies.changeCopies(tx, item?.id ?? "", [{ ...EMPTY_COPY, id }], { replacing: false });
  },
};
const BY_CHANGE_SET: Record<string, Query> = {
  listChangesOf: async (tx, id) => (await history.listChangesOf(tx, [id])).get(id)?.rows,
  planUndo: undo.planUndo,
  undoChangeSet: undo.undoChangeSet,
  undoWhole: undo.undoWhole,
  listPhotosOfUndo: async (tx, id) => (await undo.listPhotosOfUndo(tx, id)).length,
  undoPart: (tx, id) => undoParts.undoPart(tx, id, { over: [], part: [id] }),
  listUndoThings: undoParts.listUndoThings,
  countUndoRows: (tx, id) => undoParts.countUndoRows(tx, id, 1),
  noteUndone: undoParts.noteUndone,
  selectChangeSet: undo.selectChangeSet,
};
const BY_FIELD: Record<string, Query> = {
  changeField: (tx, id) => ownFields.changeField(tx, id, { ...FIELD, renamed: {} }),
  orderFields: (tx, id) => ownFields.orderFields(tx, [id]),
  trashField: ownFields.trashField,
  retypeField: (tx, id) =>
    ownTypes.retypeField(
      tx,
      id,
      { type: "long text", unit: "", choices: [] },
      { read: [], unread: [] },
    ),
  holdField: ownFields.holdField,
  holdNamedFields: async (tx, id) => (await ownFields.holdNamedFields(tx, [id]))[0],
  countValuesOf: ownValues.countValuesOf,
  listValuesOf: async (tx, id) => (await ownValues.listValuesOf(tx, id, null, 1))[0],
};
const BY_TRASHED_FIELD: Record<string, Query> = {
  restoreField: ownFields.restoreField,
  deleteField: ownFields.deleteField,
};
const BY_TEMPLATE: Record<string, Query> = {
  deleteTemplate: templates.deleteTemplate,
  holdTemplate: templates.holdTemplate,
  applyTemplate: (tx, id) => templates.applyTemplate(tx, id, []),
};
const BY_PLACED_COPY: Record<string, Query> = {
  moveCopies: (tx, id) => placeQueries.moveCopies(tx, [id], null),
  listCopiesPlaced: async (tx, id) => (await placed.listCopiesPlaced(tx, [id]))[0],
  findLabelled: async (tx, id) => (await labelled.findLabelled(tx, id)) ?? undefined,
};
const BY_LENT_COPY: Record<string, Query> = {
  lendCopy: (tx, copyId) => loans.lendCopy(tx, { ...LOAN, id: crypto.randomUUID(), copyId }),
};
const BY_LOAN: Record<string, Query> = {
  giveBack: (tx, id) => loans.giveBack(tx, { id, backOn: "2026-02-01" }),
  changeLoan: (tx, id) => loans.changeLoan(tx, { ...LOAN, id, backOn: null }),
};
const BY_PLACE: Record<string, Query> = {
  addPlace: (tx, parentId) =>
    placeQueries.addPlace(tx, { id: crypto.randomUUID(), name: "In it", parentId }),
  changePlace: (tx, id) => placeQueries.changePlace(tx, { id, name: "Changed", parentId: null }),
  removePlace: placeQueries.removePlace,
  listPlaced: async (tx, id) => (await placed.listPlaced(tx, [id]))[0],
  requirePlaces: (tx, id) => placeQueries.requirePlaces(tx, [id]),
  holdNamedPlaces: async (tx, id) => (await placeQueries.holdNamedPlaces(tx, [id])).size,
};
const BY_OBSERVATION: Record<string, Query> = {
  changeObservation: (tx, id) => observations.changeObservation(tx, { ...OBSERVATION, id }),
  removeObservation: observations.removeObservation,
};
const BY_SHARE: Record<string, Query> = {
  addSharedItems: async (tx, id) =>
    (await shares.addSharedItems(tx, id, 1, [{ name: "x", lines: [], copies: [], photos: [] }])) ??
    true,
  listShared: async (tx, id) => (await shares.listShared(tx, id, 1))[0],
  showsPhoto: async (tx, id) => (await shares.showsPhoto(tx, id, "photos/shared")) || undefined,
  countVisit: shares.countVisit,
  revokeShare: shares.revokeShare,
};
const BY_SHARE_DIGEST: Record<string, Query> = { findShare: shares.findShare };
const BY_MESSAGE: Record<string, Query> = {
  findMessage: messages.findMessage,
  listMessages: async (tx, id) => (await messages.listMessages(tx, id))[0],
  readMessages: messages.readMessages,
  settleMessage: (tx, id) => messages.settleMessage(tx, id, { mailed: true }),
  noteReported: messages.noteReported,
  removeMessage: messages.removeMessage,
  blockSender: messages.blockSender,
};
const BY_BLOCKED_SENDER: Record<string, Query> = { unblockSender: messages.unblockSender };
const BY_SENDER_DIGEST: Record<string, Query> = { isBlockedSender: messages.isBlockedSender };
const BY_EXCHANGE_RATE: Record<string, Query> = {
  removeExchangeRate: exchangeRates.removeExchangeRate,
};
const BY_TRASHED_ITEM: Record<string, Query> = { restoreItem: trash.restoreItem };
const BY_PHOTO: Record<string, Query> = {
  removePhoto: loosePhotos.removePhoto,
  takeIn: async (tx, id) => (await loosePhotos.takeIn(tx, [id])) || null,
  bringPhotoBack: loosePhotos.bringPhotoBack,
  getPhoto: photos.getPhoto,
  findPhoto: photos.findPhoto,
  replacePhoto: (tx, id) => photos.replacePhoto(tx, id, PHOTO.key, { ...PHOTO, key: "photos/x" }),
  showCopy: (tx, id) => photos.showCopy(tx, id, null),
  describePhoto: (tx, id) => photos.describePhoto(tx, id, "changed"),
};
const BY_PHOTO_KEY: Record<string, Query> = {
  findPhotoByKey: photos.findPhotoByKey,
  listKeysAmong: async (tx, key) => (await intakePhotos.listKeysAmong(tx, [key]))[0],
};
const BY_MEMBER: Record<string, Query> = {
  findMember: members.findMember,
  verifyMember: members.verifyMember,
  changeRole: (tx, id) => members.changeRole(tx, id, "owner"),
  removeMember: members.removeMember,
  endOtherSessions: (tx, id) => sessions.endOtherSessions(tx, id, "none"),
  findLastBulkEdit: bulkEdits.findLastBulkEdit,
  listViews: async (tx, id) => (await views.listViews(tx, BUILT_IN, id)).last,
  keepArrangement: (tx, id) => views.keepArrangement(tx, id, FIRST_VIEW),
  keepView: (tx, memberId) => views.keepView(tx, { memberId, name: "Kept", value: FIRST_VIEW }),
  addSession: (tx, memberId) =>
    sessions.addSession(tx, { tokenHash: "new", memberId, expiresAt: later() }),
};
const BY_EMAIL: Record<string, Query> = { findMemberByEmail: members.findMemberByEmail };
const BY_INVITATION: Record<string, Query> = { withdrawInvitation: invitations.withdrawInvitation };
const BY_INVITATION_TOKEN: Record<string, Query> = {
  findInvitation: invitations.findInvitation,
  acceptInvitation: invitations.acceptInvitation,
};
const BY_SESSION_TOKEN: Record<string, Query> = {
  findSession: sessions.findSession,
  findSessionMember: members.findSessionMember,
  prolongSession: (tx, hash) => sessions.prolongSession(tx, hash, later()),
  endSession: sessions.endSession,
};
const BY_ONE_TIME_TOKEN: Record<string, Query> = {
  hasOneTimeToken: (tx, hash) => sessions.hasOneTimeToken(tx, "purpose", hash),
  takeOneTimeTokenByPurpose: (tx, hash) => sessions.takeOneTimeTokenByPurpose(tx, "purpose", hash),
  takeOneTimeToken: (tx, tokenHash) =>
    sessions.takeOneTimeToken(tx, { identifier: "purpose:x", tokenHash }),
};

/** Queries that take nothing that could identify a neighbour's row. The caller chooses the id of a new row freely. */
const WITHOUT_ID = `
  addShare listShares
  leaveMessage getMessageTerms setMessageTerms countNewMessages listBlockedSenders
  addCopies addEntries addField addIntake addItem addLoosePhoto addMember addOneTimeToken addOwnValues addSite addUp addUpValues
  addUpYears tallyCopies
  addSet askWords beginBulkEdit bitsThatFit copiesWhere countChoices countFound countItems countLentToNobody countLoansOut
  countPlaced countPublished countRows countShelf countSite countValues emptyFieldTrash emptyRemovedPhotos emptyTrash
  endAllSessions endOverdueSupport endSupport findEntries findGrant findLastCurrency findMoment findSiteVersion freeSlugs gatherItems
  getLanguage getSite grantSupport hasBeginnings hasBit hasOverdueGrant holdAllNamed holdFields idsOfPage insertItem
  insertItems insertPhoto invite isAmong isSeen isSelected isUnable isUnableOwn refuse refuseFuture
  keepExchangeRate keepNamedMapping listAlike listAnimals listAuthors listChosen listEntries listExchangeRates listFields listLast
  listIntakes listIntakesAwaited listInvitations listItemsSaying listKeptMappings listKnown listLines listLongestWords listLoansOut listLoosePhotos listMappings listMembers listNamed listPeople listPlaces
  listPublished listPieces listRanked listRecent listRows listSets listShelf listSkinNumbers listSkins listTableFields
  listTemplates listTrash listTrashedFields readListPage listed lookAtWalls makeList matchEntries meaningOf meaningOfOwn
  nameProducts nameSite removeOldIntakes renameInRules requireAddresses saveNewDraft saveOwnValues saveTemplate selectCopies
  getTagPages setLanguage setReach showTagPages
  templateWouldDiffer valuesOfItem wearSkin wouldDiffer wouldDifferOwn
`
  .trim()
  .split(/\s+/);
/** Is given ids that `continueBulkEdit` has read in the same transaction. */
const WITHIN = ["changeRows", "changeOwn", "applyTo"];
/** Queries that take a slug or number that both twins have. Other tests (guards, items) show whose row they find. */
const BY_NAME = [
  ...[
    "findItemBySlug",
    "findSet",
    "listOwnValuesAt",
    "findMovedItem",
    "findWrittenAbout",
    "findWantBySlug",
    "listCopies",
    "listPhotos",
    "listTags",
    "listNeighbours",
    "countBefore",
  ],
  "getSkinVersion",
];

const GROUPS = {
  item: BY_ITEM,
  pickedItem: BY_PICKED_ITEM,
  set: BY_SET,
  bulkEdit: BY_BULK_EDIT,
  intake: BY_INTAKE,
  intakeRow: BY_INTAKE_ROW,
  intakePhoto: BY_INTAKE_PHOTO,
  mapping: BY_MAPPING,
  view: BY_VIEW,
  copy: BY_COPY,
  changeSet: BY_CHANGE_SET,
  placedCopy: BY_PLACED_COPY,
  lentCopy: BY_LENT_COPY,
  loan: BY_LOAN,
  place: BY_PLACE,
  observation: BY_OBSERVATION,
  exchangeRate: BY_EXCHANGE_RATE,
  share: BY_SHARE,
  message: BY_MESSAGE,
  blockedSender: BY_BLOCKED_SENDER,
  senderDigest: BY_SENDER_DIGEST,
  shareDigest: BY_SHARE_DIGEST,
  trashed: BY_TRASHED_ITEM,
  field: BY_FIELD,
  trashedField: BY_TRASHED_FIELD,
  template: BY_TEMPLATE,
  photo: BY_PHOTO,
  photoKey: BY_PHOTO_KEY,
  member: BY_MEMBER,
  email: BY_EMAIL,
  invitation: BY_INVITATION,
  invitationToken: BY_INVITATION_TOKEN,
  sessionToken: BY_SESSION_TOKEN,
  oneTimeToken: BY_ONE_TIME_TOKEN,
};
type Kind = keyof typeof GROUPS;

const CASES = Object.entries(GROUPS).flatMap(([kind, queries]) =>
  Object.entries(queries).map(([name, query]) => [name, kind as Kind, query] as const),
);

/** What each file of queries gives to others and takes a transaction for, as it is written there. */
const QUERIES = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((path) => /^(?!.*(?:\.test|testing-)).*\.ts$/.test(path))
  .flatMap((path) => {
    const text = readFileSync(join(import.meta.dirname, path), "utf8");
    const { program } = parseSync(path, text);
    return program.body.flatMap((node) => {
      const given = node.type === "ExportNamedDeclaration" ? node.declaration : null;
      if (given?.type === "FunctionDeclaration" && given.id) {
        const takes = given.params.map(({ start, end }) => text.slice(start, end)).join();
        return /\b(?:Read|Write)Tx\b/.test(takes) ? [given.id.name] : [];
      }
      if (given?.type !== "VariableDeclaration") return [];
      return given.declarations.flatMap(({ id, start, end }) =>
        id.type === "Identifier" && /\b(?:Read|Write)Tx\b|prebuilt\(/.test(text.slice(start, end))
          ? [id.name]
          : [],
      );
    });
  });

describe("the list of queries by id", () => {
  test("holds every query there is", () => {
    const listed = [...CASES.map(([name]) => name), ...WITHOUT_ID, ...WITHIN, ...BY_NAME];
    expect(QUERIES.toSorted()).toEqual(listed.sort());
  });
});

describeTwinsInPool("a neighbour's id", (twins) => {
  const neighbours: Partial<Record<Kind, string>> = {};

  // Here `ours` is the neighbour, because it may get rows; every query runs in the scope of `theirs`.
  beforeAll(async () => {
    const { ours } = twins();
    await ours.as("owner").write(async (tx) => {
      const item = ours.items.peanut ?? "";
      for (const address of ["elsewhere", "peanut"])
        await addresses.changeAddress(tx, item, address);
      const { id: photo } = await photos.addPhoto(tx, item, PHOTO);
      const memberId = ours.members.viewer.id;
      const expiresAt = later();
      await sessions.addSession(tx, { tokenHash: "our session", memberId, expiresAt });
      await sessions.addOneTimeToken(tx, {
        identifier: "purpose:x",
        tokenHash: "our token",
        expiresAt,
      });
      const email = "invited@ours.example";
      await invitations.invite(tx, { email, role: "editor", tokenHash: "our invitation", days: 7 });
      const [invitation] = await invitations.listInvitations(tx);
      const [copy] = await items.listCopies(tx, "peanut");
      const field = await ownFields.addField(tx, FIELD);
      const trashedField = await ownFields.addField(tx, { ...FIELD, label: "Let go" });
      await items.addItem(tx, draft({ own: { [field]: ["x"] } }));
      await ownFields.trashField(tx, trashedField);
      const template = await templates.saveTemplate(tx, { label: "Bears", facts: {}, own: {} });
      await templates.noteTemplate(tx, item, template);
      await entries.noteEntry(tx, item, ENTRY, EMPTY_FACTS);
      const place = crypto.randomUUID();
      await placeQueries.addPlace(tx, { id: place, name: "Our shelf", parentId: null });
      const observation = OBSERVATION.id;
      await observations.addObservation(tx, item, OBSERVATION);
      const exchangeRate = crypto.randomUUID();
      const rate = { from: "USD", to: "EUR", day: "2024-01-02", rate: "0.92" };
      await exchangeRates.keepExchangeRate(tx, { id: exchangeRate, ...rate });
      const share = {
        id: randomUUID(),
        digest: "our-share-digest-1",
        name: "Heirs",
        withValues: true,
      };
      await shares.addShare(tx, { ...share, expiresAt });
      const shared = { key: "photos/shared", width: 4, height: 3, alt: "" };
      const shown = { name: "One", lines: [], copies: [], photos: [shared] };
      await shares.addSharedItems(tx, share.id, 0, [shown]);
      await messages.setMessageTerms(tx, { takes: true, days: 180 });
      const [earlier, message] = [randomUUID(), randomUUID()];
      for (const id of [earlier, message])
        await messages.leaveMessage(tx, { ...MESSAGE, id, senderDigest: SENDER_DIGEST });
      await messages.blockSender(tx, message);
      const [blocked] = await messages.listBlockedSenders(tx);
      const bulkEdit = randomUUID();
      const selection = { ids: [item] };
      const { seen } = await bulkEdits.previewChange(tx, BUILT_IN, selection, REDDEN);
      await bulkEdits.beginBulkEdit(tx, {
        id: bulkEdit,
        memberId,
        selection,
        change: REDDEN,
        seen,
      });
      const intake = randomUUID();
      await intakes.addIntake(tx, { id: intake, memberId, fileName: "ours.csv" });
      await intakes.beginReading(tx, intake, { format: null, mapping: null });
      const read = { edition: 1, rows: [PLANNED], passed: 1, total: 1 };
      await intakeRows.addPlanned(tx, intake, read);
      await intakeRows.endReading(tx, intake, { edition: 1, total: 1, seen: "0" });
      await intakePhotos.addIntakePhotos(tx, intake, [{ ...NAMED_PHOTO, line: 9 }]);
      const [intakePhoto] = await intakePhotos.claimIntakePhotos(tx, intake, {
        limit: 1,
        tries: 1,
      });
      const intakeRow = (await intakeRows.findIntakeRow(tx, intake, 2))?.id;
      await views.keepArrangement(tx, memberId, FIRST_VIEW);
      const mapping = await sheetMappings.keepNamedMapping(tx, { name: "Ours", mapping: {} });
      const view = await views.keepView(tx, { memberId: null, name: "All", value: FIRST_VIEW });
      const loan = crypto.randomUUID();
      await loans.lendCopy(tx, { ...LOAN, id: loan, copyId: copy?.id ?? "" });
      const set = randomUUID();
      await sets.addSet(tx, set, SET);
      Object.assign(neighbours, {
        item,
        pickedItem: item,
        set,
        bulkEdit,
        intake,
        intakeRow,
        intakePhoto: intakePhoto?.id,
        mapping,
        view,
        copy: copy?.id,
        changeSet: tx.changeSet,
        placedCopy: copy?.id,
        lentCopy: copy?.id,
        loan,
        place,
        observation,
        exchangeRate,
        share: share.id,
        shareDigest: share.digest,
        message,
        blockedSender: blocked?.id,
        senderDigest: SENDER_DIGEST,
        trashed: ours.items.gone,
        field,
        trashedField,
        template,
        photo,
        photoKey: PHOTO.key,
        member: memberId,
        email: ours.members.viewer.email,
        invitation: invitation?.id,
        invitationToken: "our invitation",
        sessionToken: "our session",
        oneTimeToken: "our token",
      } satisfies Record<Kind, string | undefined>);
    });
  });

  test.each(CASES)("given to %s answers as a %s that never existed", async (_, kind, query) => {
    const { ours, theirs } = twins();
    const all = () =>
      ours.as("owner").write(async (tx) => [
        await drafts.openItem(tx, ours.items.peanut ?? ""),
        await trash.listTrash(tx),
        await placeQueries.listPlaces(tx),
        await sets.listSets(tx),
        await intakes.listIntakes(tx),
        await intakeRows.listIntakeRows(tx, neighbours.intake ?? "", {
          outcome: null,
          after: 0,
        }),
        await intakePhotos.countIntakePhotos(tx, neighbours.intake ?? ""),
        await loans.listLoansOut(tx),
        await shares.listShares(tx),
        await messages.listMessages(tx, null),
        await messages.listBlockedSenders(tx),
        await members.listMembers(tx),
        await invitations.listInvitations(tx),
        await sessions.findSession(tx, "our session"),
        await sessions.hasOneTimeToken(tx, "purpose", "our token"),
      ]);
    const before = await all();
    const foreign = neighbours[kind] ?? "";
    const unknown = crypto.randomUUID();
    expect(foreign).not.toBe("");
    const answer = (id: string) =>
      theirs
        .as("owner")
        .write((tx) => query(tx, id))
        .then(
          (value): object => ({ value }),
          (error: unknown) => refusalOrCode(error),
        );
    const given = await answer(foreign);
    expect(given).toEqual(await answer(unknown));
    if ("value" in given) expect([null, undefined, false, 0]).toContain(given.value);
    expect(await all()).toEqual(before);
  });

  test.each(CASES)("%s does find a %s in its own scope", async (_, kind, query) => {
    const { ours } = twins();
    const found = ours.as("owner").write(async (tx) => {
      const value = await query(tx, neighbours[kind] ?? "");
      throw new RolledBack(value);
    });
    const error = await found.catch((thrown: unknown) => thrown);
    if (error instanceof Refusal) expect(error.status).toBe(409);
    else expect(error).toBeInstanceOf(RolledBack);
    if (error instanceof RolledBack) expect(error.value).not.toBeNull();
  });
});

class RolledBack extends Error {
  constructor(readonly value: unknown) {
    super("rolled back");
  }
}

const REDDEN: Change = { do: "set", field: "colour", value: "red" };

const SENDER_DIGEST = "b".repeat(64);
const MESSAGE = {
  ...{ itemId: null, about: "", senderName: "Ada", senderEmail: "ada@x.example", text: "Hello" },
};

const PLANNED = {
  ...{ line: 2, cells: ["Zip"], edited: false, outcome: "new", name: "Zip", nth: 0, version: "" },
  ...{ itemId: randomUUID(), changes: [], refused: [], candidates: [], chosen: "" },
} satisfies intakeRows.PlannedRow;

const NAMED_PHOTO = {
  ...{
    line: 2,
    place: 0,
    itemId: randomUUID(),
    itemName: "Zip",
    source: "https://a.example/1.jpg",
  },
  ...{ origin: "where", state: "waiting", reason: "" },
} satisfies Omit<intakePhotos.IntakePhoto, "id" | "tries">;

const FIELD = {
  label: "Filling",
  type: "text",
  of: "item",
  seenBy: "everyone",
  group: "",
  unit: "",
  choices: [],
} as const;

const OBSERVATION = {
  id: randomUUID(),
  kind: "appraised",
  copyId: null,
  condition: "",
  observed: "2024",
  source: "",
  amount: 500,
  currency: "EUR",
} as const;
const ENTRY = { key: "peanut/4062", release: 1, facts: { animal: "Elephant" }, mine: [] };
const LOAN = { lentTo: "Ada", since: "2026-01-25", due: null, note: "" };

const PHOTO = { key: "photos/ours", width: 4, height: 3, colour: "#aabbcc", alt: "" };

function refusalOrCode(error: unknown): object {
  if (error instanceof Refusal)
    return { message: error.message, status: error.status, fields: error.fields };
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause) return { code: cause.code };
  throw error;
}

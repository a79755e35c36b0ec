import { randomUUID } from "node:crypto";
import { hashToken, makeToken } from "@/base/tokens";
import type { Scope, WriteTx } from "@/db/scope";
import { VISIBILITIES } from "@/db/tenant/choices";
import { byKey, type FieldOwner } from "@/db/tenant/field";
import { fieldsOf } from "@/db/tenant/fields";
import { EMPTY_COPY, EMPTY_ITEM, EMPTY_WANT, type ItemDraft } from "@/db/tenant/item";
import type { FieldDraft } from "@/db/tenant/own";
import { changeAddress } from "@/db/tenant/queries/addresses";
import { invite } from "@/db/tenant/queries/invitations";
import { addItem } from "@/db/tenant/queries/items";
import { addLoosePhoto } from "@/db/tenant/queries/loose-photos";
import { addMember } from "@/db/tenant/queries/members";
import { addField, trashField } from "@/db/tenant/queries/own-fields";
import { addPhoto } from "@/db/tenant/queries/photos";
import { addPlace } from "@/db/tenant/queries/places";
import { addOneTimeToken, addSession } from "@/db/tenant/queries/sessions";
import { wearSkin } from "@/db/tenant/queries/site";
import { beginBulkEdit } from "@/db/tenant/queries/table/bulk-edits";
import { EVERYTHING } from "@/db/tenant/queries/table/filter";
import { FIRST_VIEW } from "@/db/tenant/queries/table/view-value";
import { keepArrangement, keepView } from "@/db/tenant/queries/table/views";
import { noteTemplate, saveTemplate } from "@/db/tenant/queries/templates";
import { trashItem } from "@/db/tenant/queries/trash";
import { ROLES } from "@/db/tenant/roles";
import { defaultSkin } from "@/themes/presets";
import { makeCanary } from "./secrets";

/**
 * Gives a tenant rows in every table there is, as its own people would: an item of each visibility and one in
 * the trash, photos, copies, tags, a member of each role with views of the table and a bulk edit, a session, an invitation, a one-time token and a skin
 * with a logo. A new table needs its rows here.
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
      await changeAddress(tx, id, makeCanary());
      for (let photo = 0; photo < 2; photo++)
        await addPhoto(tx, id, {
          key: `photos/${randomUUID()}`,
          width: 8,
          height: 8,
          colour: "#aabbcc",
          alt: makeCanary(),
        });
    }
    await addLoosePhoto(tx, {
      id: randomUUID(),
      key: `photos/${randomUUID()}`,
      width: 8,
      height: 8,
      colour: "#aabbcc",
      alt: makeCanary(),
      fileName: makeCanary(),
      heldFor: null,
    });
    const gone = await addItem(tx, draftOf("public", fields, place.id));
    await trashItem(tx, gone.id);
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
      await keepView(tx, { memberId: member.id, name: makeCanary(), value: FIRST_VIEW });
    }
    await keepView(tx, { memberId: null, name: makeCanary(), value: FIRST_VIEW });
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

/** An owner's field for everyone, one for members, one of copies, and one in the trash, each with a canary as its name. */
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
  const trashed = await make({});
  const made = {
    public: await make({ type: "choice", choices: [makeCanary()] }),
    members: await make({ seenBy: "members" }),
    copy: await make({ of: "copy" }),
    trashed,
  };
  await trashField(tx, trashed);
  return made;
}

/** An item in which every text is a canary. */
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
    },
    copies: [
      {
        ...EMPTY_COPY,
        ...filled("copy"),
        placeId,
        status: "sale",
        condition: "mint",
        own: { [fields.copy]: [makeCanary()] },
        pricePaid: 12_345,
        currency: "EUR",
      },
    ],
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

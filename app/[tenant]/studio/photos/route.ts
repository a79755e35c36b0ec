import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { LONGEST } from "@/db/tenant/item";
import { openItem } from "@/db/tenant/queries/drafts";
import { getItem } from "@/db/tenant/queries/items";
import { addLoosePhoto } from "@/db/tenant/queries/loose-photos";
import { addPhoto, findPhoto, showCopy } from "@/db/tenant/queries/photos";
import { requireMemberRequest } from "@/server/action";
import { forgetPhotos, storePhoto } from "@/server/photos/photo-files";
import { answerUpload, readUpload } from "../upload";

/** Forty photographs, and each of them once more after a failure, several times over. */
const UPLOAD_RATE = { limit: 400, seconds: 600 };

const FieldsSchema = z.object({
  /** Made in the browser, so that a photo that is sent twice is there once. */
  id: z.uuid("There is no such photo.").default(() => randomUUID()),
  /** The item that it is of; empty for the inbox. */
  item: z.uuid("There is no such item.").or(z.literal("")).default(""),
  /** The item that is being written and not saved yet. */
  heldFor: z.uuid("There is no such item.").or(z.literal("")).default(""),
  /** The copy of the item whose certificate it shows. */
  certificateOf: z.uuid("There is no such copy.").or(z.literal("")).default(""),
});

/** Takes one photo: `file` and the fields above, of a multipart form. Answers with the photo's row. */
export function POST(request: Request): Promise<Response> {
  return answerUpload(async () => {
    const { scope } = await requireMemberRequest("upload", "editor", UPLOAD_RATE);
    const { bytes, name, form } = await readUpload(request);
    const fields = FieldsSchema.safeParse(Object.fromEntries(form));
    if (!fields.success)
      throw new Refusal(fields.error.issues[0]?.message ?? "There is no such photo.", {
        status: 404,
      });
    const { id, item, heldFor, certificateOf } = fields.data;
    // Looked up before the costly part, so that nothing is decoded for an item that is not there, or twice.
    const there = await scope.read((tx) =>
      Promise.all([
        findPhoto(tx, id),
        item ? getItem(tx, item) : null,
        heldFor ? openItem(tx, heldFor) : null,
      ]),
    );
    if (there[0]) return there[0];
    // It came for an item that was saved meanwhile.
    const owner = item || there[2]?.id;
    const { key, photo } = await storePhoto(scope.tenant, bytes);
    const row = { key, width: photo.full.width, height: photo.full.height, colour: photo.colour };
    const written = { id, ...row, alt: "", fileName: name.slice(-LONGEST.fileName) };
    try {
      const { added } = await scope.write(async (tx) => {
        if (!owner) return addLoosePhoto(tx, { ...written, heldFor: heldFor || null });
        const row = await addPhoto(tx, owner, written);
        if (row.added && certificateOf) await showCopy(tx, id, certificateOf, true);
        return row;
      });
      if (!added) await forgetPhotos(scope.tenant, [key]);
      return { id, ...row };
    } catch (error) {
      await forgetPhotos(scope.tenant, [key], error);
      throw error;
    }
  });
}

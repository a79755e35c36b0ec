import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { getItem } from "@/db/tenant/queries/items";
import { addPhoto } from "@/db/tenant/queries/photos";
import { requireMemberRequest } from "@/server/action";
import { filesOf, storePhoto } from "@/server/photos/photo-files";
import { answerUpload, readUpload } from "../upload";

const UPLOAD_RATE = { limit: 120, seconds: 600 };

/** Takes one photo of an item: `file` and `item` of a multipart form. Answers with the photo's row. */
export function POST(request: Request): Promise<Response> {
  return answerUpload(async () => {
    const { scope } = await requireMemberRequest("upload", "editor", UPLOAD_RATE);
    const { bytes, form } = await readUpload(request);
    const item = z.uuid().safeParse(form.get("item"));
    if (!item.success) throw new Refusal("There is no such item.", { status: 404 });
    // Looked up before the costly part, so that nothing is decoded for an item that is not there.
    await scope.read((tx) => getItem(tx, item.data));
    const { key, photo } = await storePhoto(scope.tenant, bytes);
    try {
      const row = { key, width: photo.full.width, height: photo.full.height, colour: photo.colour };
      const { id } = await scope.write((tx) => addPhoto(tx, item.data, { ...row, alt: "" }));
      return { id, ...row };
    } catch (error) {
      await filesOf(scope.tenant).deletePrefix(`${key}/`);
      throw error;
    }
  });
}

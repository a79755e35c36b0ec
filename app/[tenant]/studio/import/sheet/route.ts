import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { addIntake, findIntake } from "@/db/tenant/queries/intake/intakes";
import { requireMemberRequest } from "@/server/action";
import { storeBrought, unpackSheet } from "@/server/intake/unpacking";
import { MOST_ZIP } from "@/server/intake/zip-file";
import { answerUpload } from "../../upload";

const RATE = { limit: 60, seconds: 600 };

/** What a sheet may weigh, and what a form may add to it, in bytes. */
const MOST_BYTES = 25_000_000;
const FORM_ROOM = 64_000;

const FieldsSchema = z.object({
  /** Made in the browser, so that a sheet that is sent twice is there once. */
  id: z.uuid("There is no such import.").default(() => randomUUID()),
  /** Cells that were pasted, in place of a file. */
  text: z.string().default(""),
  /** How many parts of a zip were sent before, under the same id, and what it is called. */
  parts: z.coerce.number().int().min(0).max(MOST_ZIP.parts).default(0),
  name: z.string().default(""),
});

/**
 * Takes one sheet: `file`, or `text` as it was pasted, or nothing of the two once all parts of a zip were sent to
 * `part`, of a multipart form. Answers with its id.
 */
export function POST(request: Request): Promise<Response> {
  return answerUpload(async () => {
    const { scope, member } = await requireMemberRequest("bring sheet", "editor", RATE);
    const length = Number(request.headers.get("content-length") ?? Number.NaN);
    if (!(length <= MOST_BYTES + FORM_ROOM))
      throw new Refusal("This file is larger than 25 MB. Save it as CSV, or divide it.", {
        status: 413,
      });
    const form = await request.formData().catch(() => null);
    const fields = FieldsSchema.safeParse(
      Object.fromEntries([...(form ?? [])].filter(([, value]) => typeof value === "string")),
    );
    const file = form?.get("file");
    if (!form || !fields.success)
      throw new Refusal("The upload was incomplete. Choose the file again.", { status: 400 });
    const { id, text, parts, name } = fields.data;
    if (parts > 0) {
      const known = await scope.read((tx) => findIntake(tx, id));
      // Unpacked before its row is written, because that takes longer than a save may.
      if (!known) await unpackSheet(scope.tenant, id, parts);
      const intake = { id, memberId: member.id, fileName: storable(name) };
      await scope.write((tx) => addIntake(tx, intake));
      return { id };
    }
    const isFile = file instanceof File && file.size > 0;
    const bytes = isFile ? Buffer.from(await file.arrayBuffer()) : Buffer.from(text);
    if (bytes.toString("latin1", 0, 4096).trim() === "")
      throw new Refusal("There is nothing in it. Choose a file with rows, or paste some cells.");
    const fileName = isFile ? storable(file.name) : PASTED;
    // Stored while its row is written, so that there is neither without the other. What was looked at stays as it is.
    await scope.write(async (tx) => {
      const isNew = await addIntake(tx, { id, memberId: member.id, fileName });
      if (isNew) await storeBrought(scope.tenant, id, bytes);
    });
    return { id };
  });
}

/** What cells are called that came without a file. */
const PASTED = "Pasted cells";

/** A file's name without what Postgres can't keep, at most as long as people read it. */
function storable(name: string): string {
  const plain = name
    .replace(/\p{Cc}/gu, "")
    .toWellFormed()
    .trim();
  return [...plain].slice(-120).join("") || "Sheet";
}

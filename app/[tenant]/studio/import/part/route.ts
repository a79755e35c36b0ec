import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { findIntake } from "@/db/tenant/queries/intake/intakes";
import { requireMemberRequest } from "@/server/action";
import { MOST_ZIP, storeZipPart } from "@/server/intake/zip-file";
import { answerUpload } from "../../upload";

/** All parts of a zip, and each of them once more after a failure, several times over. */
const RATE = { limit: 400, seconds: 600 };
const FORM_ROOM = 64_000;

const FieldsSchema = z.object({
  /** Of the sheet that is to come, made in the browser. */
  id: z.uuid("There is no such import."),
  /** From 0. */
  part: z.coerce
    .number()
    .int()
    .min(0)
    .max(MOST_ZIP.parts - 1)
    .default(0),
});

/** Takes one part of a zip with a sheet and photos: `file` of a multipart form. `sheet` takes it for whole then. */
export function POST(request: Request): Promise<Response> {
  return answerUpload(async () => {
    const { scope } = await requireMemberRequest("bring part", "editor", RATE);
    const length = Number(request.headers.get("content-length") ?? Number.NaN);
    if (!(length <= MOST_ZIP.part + FORM_ROOM))
      throw new Refusal("This part is too large. Reload the page and choose the file again.", {
        status: 413,
      });
    const form = await request.formData().catch(() => null);
    const file = form?.get("file");
    const fields = FieldsSchema.safeParse(
      Object.fromEntries([...(form ?? [])].filter(([, value]) => typeof value === "string")),
    );
    if (!fields.success || !(file instanceof File) || file.size === 0)
      throw new Refusal("The upload was incomplete. Choose the file again.", { status: 400 });
    const { id, part } = fields.data;
    // What was looked at stays as it is.
    if (await scope.read((tx) => findIntake(tx, id)))
      throw new Refusal("This sheet is here already.", { status: 409 });
    await storeZipPart(scope.tenant, id, part, Buffer.from(await file.arrayBuffer()));
    return { id, part };
  });
}

import { databaseFaultOf } from "@/base/fault-code";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import { crossedSentence } from "@/server/access/answer";
import { currentRequest } from "@/server/access/request";
import { MAX_PHOTO_BYTES } from "@/server/photos";

/** How many bytes a multipart form may add to the file in it, with its boundary and names. */
const FORM_ROOM = 64_000;

/**
 * Reads one file named `file` and the other fields of a multipart form. Checks the length before it reads the
 * body.
 * @throws Refusal 413 or 400
 */
export async function readUpload(
  request: Request,
): Promise<{ bytes: Buffer; name: string; form: FormData }> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= MAX_PHOTO_BYTES + FORM_ROOM))
    throw new Refusal("This photo is larger than 25 MB. Save a smaller copy and upload that.", {
      status: 413,
    });
  const form = await request.formData().catch(() => null);
  const file = form?.get("file");
  if (!form || !(file instanceof File))
    throw new Refusal("The upload was incomplete. Choose the photo again.", { status: 400 });
  return { bytes: Buffer.from(await file.arrayBuffer()), name: storable(file.name), form };
}

/** A file's name without what Postgres can't keep; a photo is not refused for it. */
function storable(name: string): string {
  return name.replace(/\p{Cc}/gu, "").toWellFormed();
}

/** A handler's answer: its data, or the sentence of its refusal with the status. */
export async function answerUpload(work: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await work(), { status: 201 });
  } catch (error) {
    if (error instanceof Refusal)
      return Response.json({ message: error.message }, { status: error.status });
    const { id } = await currentRequest();
    log.error({ err: error, requestId: id }, "upload failed");
    const crossed = crossedSentence(error);
    if (crossed)
      return Response.json({ message: crossed }, { status: 503, headers: { "retry-after": "1" } });
    if (databaseFaultOf(error))
      return Response.json(
        {
          message:
            "The database of this site did not answer. Look whether it is there, then try again.",
        },
        { status: 503, headers: { "retry-after": "5" } },
      );
    return Response.json(
      {
        message: `Something went wrong on our side. Try again; if it stays, tell us request ${id}.`,
      },
      { status: 500 },
    );
  }
}

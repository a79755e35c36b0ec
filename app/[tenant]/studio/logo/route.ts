import { requireMemberRequest } from "@/server/action";
import { storePhoto } from "@/server/photos/photo-files";
import { answerUpload, readUpload } from "../upload";

const UPLOAD_RATE = { limit: 30, seconds: 600 };

/**
 * Takes a logo: `file` of a multipart form. Transparency stays. The site wears the logo once a skin that names
 * it is saved.
 */
export function POST(request: Request): Promise<Response> {
  return answerUpload(async () => {
    const { scope } = await requireMemberRequest("logo", "owner", UPLOAD_RATE);
    const { bytes } = await readUpload(request);
    const { key, photo } = await storePhoto(scope.tenant, bytes, { kind: "logo" });
    return { key, width: photo.shelf.width, height: photo.shelf.height };
  });
}

import { iconAnswer } from "@/app/icon-answer";
import { favicon } from "@/server/cards/icon";
import { TAG_ICON } from "../tag-icon";

/** Once in a process, because it never changes. */
const drawn = favicon(Buffer.from(TAG_ICON));

/** The apex's icon for what asks for no other. */
export async function GET() {
  return iconAnswer(await drawn, "image/x-icon");
}

import { iconAnswer } from "@/app/icon-answer";
import { touchIcon } from "@/server/cards/icon";
import { TAG_ICON } from "../tag-icon";

/** Once in a process, because it never changes. */
const drawn = touchIcon(Buffer.from(TAG_ICON), "#ffffff");

/** The apex on a phone's home screen. */
export async function GET() {
  return iconAnswer(await drawn, "image/png");
}

import { iconAnswer } from "@/app/icon-answer";
import { touchIcon } from "@/server/cards/icon";
import { siteIcon } from "../site-icon";

/** The site on a phone's home screen. */
export async function GET() {
  const icon = await siteIcon();
  return iconAnswer(icon && (await touchIcon(icon.picture, icon.colours.paper)), "image/png");
}

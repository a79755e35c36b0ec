import { iconAnswer } from "@/app/icon-answer";
import { favicon } from "@/server/cards/icon";
import { siteIcon } from "../site-icon";

/** The site's icon for what asks for no other. */
export async function GET() {
  const icon = await siteIcon();
  return iconAnswer(icon && (await favicon(icon.picture)), "image/x-icon");
}

import type { Metadata } from "next";
import { listShelf } from "@/db/tenant/queries/shelf";
import { countShelf } from "@/db/tenant/queries/shelf-counts";
import { getSite, listSkins } from "@/db/tenant/queries/site";
import { memberVisit } from "@/server/access";
import { currentRequest } from "@/server/access/request";
import { parseSkin, SkinSchema } from "@/themes/skin";
import { readShelfUrl } from "../../(site)/shelf-url";
import { shelfItems } from "../../(site)/shelf-view";
import { daysHere } from "../zone";
import { exampleItems } from "./example-items";
import { SkinEditor } from "./skin-editor";
import "./skin.css";

export const metadata: Metadata = { title: "Skin" };

/** Items in the preview: enough to fill it twice. */
const IN_PREVIEW = 24;

/** The skin editor on the owner's own items. */
export default async function SkinRoom() {
  const { scope } = await memberVisit("owner");
  const url = { ...readShelfUrl({}), words: [] };
  const [[site, rows, total, versions], { nonce }] = await Promise.all([
    scope.read((tx) =>
      Promise.all([getSite(tx), listShelf(tx, url), countShelf(tx, url), listSkins(tx)]),
    ),
    currentRequest(),
  ]);
  const when = await daysHere();
  const own = shelfItems(rows.slice(0, IN_PREVIEW), 0);
  const items = own.length > 0 ? own : exampleItems();
  return (
    <SkinEditor
      initial={{ name: site.name, skin: parseSkin(site.skin) }}
      worn={site.skinNumber}
      versions={versions.flatMap(({ number, note, value, createdAt }) => {
        const read = SkinSchema.safeParse(value);
        return read.success
          ? [{ number, note, saved: when.format(createdAt), skin: read.data }]
          : [];
      })}
      items={items}
      total={own.length > 0 ? total : items.length}
      nonce={nonce}
    />
  );
}

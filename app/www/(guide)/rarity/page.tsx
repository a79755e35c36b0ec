import "@/components/guide/guide.css";
import "@/components/guide/rarity.css";
import { RARITY_METADATA, Rarity } from "@/app/rarity";
import { Frame } from "@/components/www/frame";
import { outboxHref } from "../../demo";

export const metadata = RARITY_METADATA;

/** What tells a rare toy from a common one, on the apex's own paper. */
export default function RarityOfApex() {
  return (
    <Frame outboxHref={outboxHref()}>
      <div className="guide-page">
        <Rarity />
      </div>
    </Frame>
  );
}

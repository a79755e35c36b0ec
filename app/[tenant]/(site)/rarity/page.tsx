import "@/components/guide/guide.css";
import "@/components/guide/rarity.css";
import { RARITY_METADATA, Rarity } from "@/app/rarity";
import { Printed } from "../printed";

export const metadata = RARITY_METADATA;

/** What tells a rare toy from a common one, in the site's skin. */
export default function RarityOfSite() {
  return (
    <Printed className="guide-page">
      <Rarity />
    </Printed>
  );
}

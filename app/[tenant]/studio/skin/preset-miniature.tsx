import { memo } from "react";
import { MiniSite } from "@/components/site/mini-site";
import type { ShelfItem } from "@/components/site/model";
import { PRESETS } from "@/themes/presets";
import type { PresetId, Scheme } from "@/themes/skin";

// Memoised, so that the eight sites are drawn once for light and once for dark, and not at each key press in
// another field.
export const Miniature = memo(function Miniature(props: {
  readonly id: PresetId;
  readonly name: string;
  readonly items: readonly ShelfItem[];
  readonly scheme: Scheme;
  readonly nonce: string;
}) {
  const preset = PRESETS.find((each) => each.id === props.id);
  if (!preset) return null;
  return (
    <div className="skin-miniature">
      <MiniSite
        id={`preset-${props.id}`}
        skin={preset.skin}
        name={props.name}
        items={props.items}
        scheme={props.scheme}
        size="desktop"
        nonce={props.nonce}
      />
    </div>
  );
});

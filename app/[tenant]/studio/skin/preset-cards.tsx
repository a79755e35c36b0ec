"use client";

import { memo } from "react";
import { MiniSite } from "@/components/site/mini-site";
import type { ShelfItem } from "@/components/site/model";
import { PRESETS } from "@/themes/presets";
import type { PresetId, Scheme } from "@/themes/skin";

interface Props {
  readonly chosen: PresetId;
  readonly name: string;
  readonly items: readonly ShelfItem[];
  readonly scheme: Scheme;
  readonly nonce: string;
  readonly onChoose: (id: PresetId) => void;
}

/** The eight presets as small real sites, on the owner's own items. */
export function PresetCards({ chosen, name, items, scheme, nonce, onChoose }: Props) {
  return (
    <ul className="skin-presets">
      {PRESETS.map((preset) => (
        <li key={preset.id} className="skin-preset" data-chosen={preset.id === chosen || undefined}>
          <Miniature id={preset.id} name={name} items={items} scheme={scheme} nonce={nonce} />
          {/* Beside the picture and not around it: a site has buttons of its own. */}
          <button
            type="button"
            className="skin-preset-name"
            aria-pressed={preset.id === chosen}
            title={preset.description}
            onClick={() => onChoose(preset.id)}
          >
            {preset.name}
          </button>
        </li>
      ))}
    </ul>
  );
}

// Eight sites are drawn once for each light and dark, not with each key that is pressed elsewhere.
const Miniature = memo(function Miniature(props: {
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

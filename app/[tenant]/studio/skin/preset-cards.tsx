"use client";

import type { ShelfItem } from "@/components/site/model";
import { PRESETS } from "@/themes/presets";
import type { PresetId, Scheme } from "@/themes/skin";
import { Miniature } from "./preset-miniature";

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
          {/*
           * The button stands beside the picture and not around it, because the pictured site has buttons of
           * its own.
           */}
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

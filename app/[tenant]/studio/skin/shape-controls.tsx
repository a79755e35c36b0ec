"use client";

import { Choices } from "@/components/ui/choices";
import { fontFamily } from "@/themes/fonts";
import { familiesOf, PAIRINGS, TYPE_IDS } from "@/themes/pairings";
import type { Skin } from "@/themes/skin";
import {
  CORNER_CHOICES,
  DENSITY_CHOICES,
  DETAIL_CHOICES,
  HEADER_CHOICES,
  SHELF_CHOICES,
} from "./labels";
import type { SkinDraft } from "./skin-draft";

interface Props {
  readonly draft: SkinDraft;
  readonly change: (hand: string, part: Partial<SkinDraft>) => void;
  readonly changeSkin: (hand: string, part: Partial<Skin>) => void;
}

/** Type, shape and arrangement. */
export function ShapeControls({ draft, changeSkin }: Props) {
  const { skin } = draft;
  return (
    <>
      <section className="skin-group" aria-labelledby="type">
        <h2 id="type">Type</h2>
        <Choices
          legend="Type pairing"
          hideLegend
          look="rows"
          choices={TYPE_CHOICES}
          value={skin.type}
          onChange={(type) => changeSkin("type", { type })}
        />
      </section>
      <section className="skin-group skin-shapes" aria-labelledby="shape">
        <h2 id="shape">Shape</h2>
        <Choices
          legend="Shelf"
          look="tiles"
          choices={SHELF_CHOICES}
          value={skin.shelf}
          onChange={(shelf) => changeSkin("shelf", { shelf })}
        />
        <Choices
          legend="Header"
          look="tiles"
          choices={HEADER_CHOICES}
          value={skin.header}
          onChange={(header) => changeSkin("header", { header })}
        />
        <Choices
          legend="Density"
          look="tiles"
          choices={DENSITY_CHOICES}
          value={skin.density}
          onChange={(density) => changeSkin("density", { density })}
        />
        <Choices
          legend="Corners"
          look="tiles"
          choices={CORNER_CHOICES}
          value={skin.corner}
          onChange={(corner) => changeSkin("corner", { corner })}
        />
        <Choices
          legend="Captions"
          choices={DETAIL_CHOICES}
          value={skin.detail}
          onChange={(detail) => changeSkin("detail", { detail })}
        />
      </section>
    </>
  );
}

const TYPE_CHOICES = TYPE_IDS.map((id) => {
  const { display, text } = familiesOf(id);
  return {
    value: id,
    label: (
      <span className="skin-type">
        <span className="skin-type-display" style={{ fontFamily: fontFamily(display) }}>
          {display.name}
        </span>
        <span style={{ fontFamily: fontFamily(text) }} title={PAIRINGS[id].label}>
          {text.name}
        </span>
      </span>
    ),
  };
});

"use client";

import { Choices } from "@/components/ui/choices";
import { TextField } from "@/components/ui/field";
import type { ContrastReport } from "@/themes/contrast";
import { fontStack } from "@/themes/fonts";
import { familiesOf, PAIRINGS, TYPE_IDS } from "@/themes/pairings";
import { ROLES, type Scheme, type Skin } from "@/themes/skin";
import { ColourField } from "./colour-field";
import {
  CORNER_CHOICES,
  DENSITY_CHOICES,
  DETAIL_CHOICES,
  HEADER_CHOICES,
  ROLE_LABELS,
  SHELF_CHOICES,
} from "./labels";
import type { SkinDraft } from "./skin-draft";

interface Props {
  readonly draft: SkinDraft;
  readonly change: (hand: string, part: Partial<SkinDraft>) => void;
  readonly changeSkin: (hand: string, part: Partial<Skin>) => void;
}

const SCHEME_CHOICES = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** The seven colours of one scheme; the preview shows the same one. */
export function ColourControls(
  props: Props & {
    readonly scheme: Scheme;
    readonly onScheme: (scheme: Scheme) => void;
    readonly report: ContrastReport;
  },
) {
  const { draft, scheme, report, changeSkin } = props;
  const { colours } = draft.skin;
  const failing = new Set(
    report.pairs.filter((pair) => pair.scheme === scheme && !pair.passes).map((pair) => pair.moves),
  );
  return (
    <section className="skin-group" aria-labelledby="colours">
      <div className="skin-group-head">
        <h2 id="colours">Colours</h2>
        <Choices
          legend="Scheme"
          hideLegend
          choices={SCHEME_CHOICES}
          value={scheme}
          onChange={props.onScheme}
        />
      </div>
      <div className="skin-colours">
        {ROLES.map((role) => (
          <ColourField
            // A field that was left half-typed begins anew with the other scheme.
            key={`${scheme} ${role}`}
            label={ROLE_LABELS[role]}
            value={colours[scheme][role]}
            failing={failing.has(role)}
            onChange={(colour) =>
              changeSkin(`${scheme} ${role}`, {
                colours: { ...colours, [scheme]: { ...colours[scheme], [role]: colour } },
              })
            }
          />
        ))}
      </div>
    </section>
  );
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

/** The site's name, its tagline and its own words. */
export function WordControls(
  props: Props & { readonly problems: Readonly<Record<string, string>> },
) {
  const { draft, problems, change, changeSkin } = props;
  const { words } = draft.skin;
  const word = (name: keyof Skin["words"], label: string) => (
    <TextField
      label={label}
      value={words[name]}
      error={problems[`words.${name}`]}
      maxLength={24}
      autoComplete="off"
      onChange={(event) =>
        changeSkin(`word ${name}`, { words: { ...words, [name]: event.target.value } })
      }
    />
  );
  return (
    <section className="skin-group" aria-labelledby="words">
      <h2 id="words">Words</h2>
      <div className="skin-words">
        <TextField
          label="Site name"
          value={draft.name}
          error={problems.name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => change("name", { name: event.target.value })}
        />
        <TextField
          label="Tagline"
          value={draft.skin.tagline}
          error={problems.tagline}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => changeSkin("tagline", { tagline: event.target.value })}
        />
        {word("one", "One of them is a")}
        {word("many", "Many are")}
        {word("collection", "All together are")}
      </div>
    </section>
  );
}

const TYPE_CHOICES = TYPE_IDS.map((id) => {
  const { display, text } = familiesOf(id);
  return {
    value: id,
    label: (
      <span className="skin-type">
        <span className="skin-type-display" style={{ fontFamily: fontStack(display) }}>
          {display.name}
        </span>
        <span style={{ fontFamily: fontStack(text) }} title={PAIRINGS[id].label}>
          {text.name}
        </span>
      </span>
    ),
  };
});

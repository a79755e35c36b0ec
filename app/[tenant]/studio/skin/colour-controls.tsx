"use client";

import { Choices } from "@/components/ui/choices";
import type { ContrastReport } from "@/themes/contrast";
import { COLOUR_ROLES, type Scheme, type Skin } from "@/themes/skin";
import { ColourField } from "./colour-field";
import { ROLE_LABELS } from "./labels";
import type { SkinDraft } from "./skin-draft";

interface Props {
  readonly draft: SkinDraft;
  readonly change: (hand: string, part: Partial<SkinDraft>) => void;
  readonly changeSkin: (hand: string, part: Partial<Skin>) => void;
}

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
        {COLOUR_ROLES.map((role) => (
          <ColourField
            // The key makes React discard half-typed fields when the person switches the scheme.
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

const SCHEME_CHOICES = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

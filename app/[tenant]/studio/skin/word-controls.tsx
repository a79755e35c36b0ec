"use client";

import { TextField } from "@/components/ui/field";
import type { Skin } from "@/themes/skin";
import type { SkinDraft } from "./skin-draft";

interface Props {
  readonly draft: SkinDraft;
  readonly change: (hand: string, part: Partial<SkinDraft>) => void;
  readonly changeSkin: (hand: string, part: Partial<Skin>) => void;
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
      longest={24}
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
          longest={80}
          autoComplete="off"
          onChange={(event) => change("name", { name: event.target.value })}
        />
        <TextField
          label="Tagline"
          value={draft.skin.tagline}
          error={problems.tagline}
          longest={120}
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

"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { type ListRule, MOST_PIECES } from "@/db/tenant/set";
import { FindEntry } from "./find-entry";
import type { RuleProps } from "./rule-fields";

/** The pieces of a list, each found in the catalogue. */
export function ListFields({ rule, problemOf, onChange }: RuleProps<ListRule>) {
  const [any, setAny] = useState(false);
  const { pieces } = rule;
  const change = (next: ListRule["pieces"]) => onChange({ kind: "list", pieces: next });
  return (
    <div className="rule-fields">
      <FindEntry
        label="Add a piece"
        hint="Type a name or a style number and choose."
        error={problemOf("pieces")}
        onChoose={({ key, product, facts }) => {
          const chosen = any ? product : key;
          if (pieces.length >= MOST_PIECES || pieces.some(({ keys }) => keys.includes(chosen)))
            return;
          change([
            ...pieces,
            {
              keys: [chosen],
              said: {
                name: facts.name ?? "",
                variant: any ? "" : (facts.variant ?? ""),
                styleNumber: facts.styleNumber ?? "",
                animal: facts.animal ?? "",
                colour: facts.colour ?? "",
              },
            },
          ]);
        }}
      />
      <Check label="Any variant of it will do" checked={any} onChange={setAny} />
      <ol className="list-pieces">
        {pieces.map(({ keys, said }, at) => {
          const called = [said.name, said.variant].filter(Boolean).join(", ");
          return (
            <li key={keys.join(" ")}>
              <span>
                <bdi>{called}</bdi>
              </span>
              <Button
                type="button"
                small
                look="quiet"
                aria-label={`${called}: take out`}
                onClick={() => change(pieces.toSpliced(at, 1))}
              >
                Take out
              </Button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

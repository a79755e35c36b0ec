"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { Select, TextField } from "@/components/ui/field";
import { LONGEST_SET, type SetRule } from "@/db/tenant/set";
import { FindEntry } from "./find-entry";
import type { RuleProps } from "./rule-fields";

/** A rule over the catalogue: all that it says holds. */
export function CatalogueFields({
  rule,
  choices,
  problemOf,
  onChange,
}: RuleProps<Extract<SetRule, { kind: "catalogue" }>>) {
  const [names, setNames] = useState(choices.names);
  return (
    <div className="rule-fields">
      <TextField
        label="Animal"
        longest={LONGEST_SET.word}
        autoComplete="off"
        placeholder="Such as Bear"
        value={rule.animal}
        error={problemOf("animal")}
        onChange={(event) => onChange({ ...rule, animal: event.target.value })}
      />
      <TextField
        label="Year of introduction"
        autoComplete="off"
        inputMode="numeric"
        placeholder="Such as 1997"
        value={rule.year}
        error={problemOf("year")}
        onChange={(event) => onChange({ ...rule, year: event.target.value })}
      />
      <Select
        label="Line"
        value={rule.line}
        error={problemOf("line")}
        options={[{ value: "", label: "Any" }, ...choices.lines]}
        onChange={(event) => onChange({ ...rule, line: event.target.value })}
      />
      {rule.product ? (
        <p className="rule-chosen">
          Of one toy: <bdi>{names[rule.product] ?? rule.product}</bdi>{" "}
          <Button
            type="button"
            small
            look="quiet"
            onClick={() => onChange({ ...rule, product: "" })}
          >
            Of any
          </Button>
        </p>
      ) : (
        <FindEntry
          label="Of one toy"
          hint="Such as Peanut, to have each of its variants."
          onChoose={({ product, facts }) => {
            setNames({ ...names, [product]: facts.name ?? product });
            onChange({ ...rule, product, each: "entry" });
          }}
        />
      )}
      <Check
        label="Each variant is a piece of its own"
        checked={rule.each === "entry"}
        onChange={(each) => onChange({ ...rule, each: each ? "entry" : "product" })}
      />
    </div>
  );
}

"use client";

import { MoneyField } from "@/components/studio/money-field";
import { Check } from "@/components/ui/check";
import { Choices } from "@/components/ui/choices";
import { Select, TextField } from "@/components/ui/field";
import { CONDITION_WORDS, CONDITIONS, GRADES, SWING_TAGS } from "@/db/tenant/choices";
import { wordOf } from "@/db/tenant/field";
import { fieldOf } from "@/db/tenant/fields";
import { LONGEST } from "@/db/tenant/item";
import { emptyWant, type WantValues } from "@/server/items/item-values";
import { useLastCurrency } from "../currency";
import { PRIORITY_CHOICES } from "./words";

const SWING_TAG = fieldOf("copy", "swingTag");
const CONDITION_OPTIONS = [
  { value: "", label: "Any condition" },
  ...GRADES.map((value) => ({ value, label: CONDITION_WORDS[value] })),
];
const CODES = SWING_TAGS.filter((code) => code !== "unsure");

interface Props {
  readonly want: WantValues | null;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (want: WantValues | null) => void;
  /** Of the prices on this form, for the highest price. */
  readonly currency?: string;
}

/** Whether one is looked for, also beside copies, and what it should be like. */
export function WantFields({ want, problems, onChange, currency }: Props) {
  const last = useLastCurrency();
  return (
    <section className="st-block item-want" aria-label="Wanted">
      <Check
        label="Wanted"
        hint="Also beside copies that are there."
        checked={want !== null}
        onChange={(wanted) => onChange(wanted ? emptyWant(currency ?? last) : null)}
      />
      {want && <WantParts want={want} problems={problems} onChange={onChange} />}
    </section>
  );
}

function WantParts(props: Props & { readonly want: WantValues }) {
  const { want, problems, onChange } = props;
  const change = (part: Partial<WantValues>) => onChange({ ...want, ...part });
  return (
    <>
      <Choices
        legend="How much"
        choices={PRIORITY_CHOICES}
        value={want.priority}
        onChange={(priority) => change({ priority })}
      />
      <Select
        label="At least in"
        value={want.condition}
        options={CONDITION_OPTIONS}
        onChange={(event) =>
          change({ condition: CONDITIONS.find((one) => one === event.target.value) ?? "" })
        }
      />
      <Select
        label="With swing tag"
        value={want.swingTag}
        options={[...new Set(["", ...CODES, want.swingTag])].map((value) => ({
          value,
          label: wordOf(SWING_TAG, value) || "Any",
        }))}
        onChange={(event) => change({ swingTag: event.target.value })}
      />
      <TextField
        label="In words"
        hint="Everyone sees it"
        longest={LONGEST.wantNote}
        value={want.note}
        error={problems["want.note"]}
        onChange={(event) => change({ note: event.target.value })}
      />
      <MoneyField
        label="Highest price"
        hint="Only members see it"
        amount={want.highest}
        currency={want.currency}
        error={problems["want.highest"] ?? problems["want.currency"]}
        onChange={({ amount, currency }) => change({ highest: amount, currency })}
      />
    </>
  );
}

import { Bars } from "@/components/ui/bars";
import { wordOf } from "@/db/tenant/field";
import { fieldOf } from "@/db/tenant/fields";
import { pathInWords } from "@/db/tenant/place-tree";
import type { Place } from "@/db/tenant/queries/places";
import { BY_NAME } from "@/db/tenant/queries/table/sorted-by";
import type { Tallied, Tallies } from "@/db/tenant/queries/tallies";
import { tableHref } from "../items/table/table-url";

/** How many bars stand in one picture. */
const MOST_BARS = 10;

const CAPTIONS: Readonly<Record<Tallied, string>> = {
  animal: "By animal",
  line: "By line",
  introduced: "By the year it came out",
  acquired: "By the year it came to you",
  condition: "By condition",
  swingTag: "By generation of the swing tag",
  place: "By place",
};

/** One way of counting as a picture; nothing where no copy says anything of it. Each bar leads to its items. */
export function TallyBars(props: {
  readonly way: Tallied;
  readonly tallies: Tallies;
  readonly places: readonly Place[];
}) {
  const { way, tallies, places } = props;
  if (tallies.told.length === 0) return null;
  const shown = tallies.told.slice(0, MOST_BARS);
  const rest = tallies.told.slice(MOST_BARS).reduce((sum, { copies }) => sum + copies, 0);
  // Years stand in their order, whatever else by how many there are.
  const inOrder =
    way === "introduced"
      ? shown.toSorted((one, other) => Number(one.value) - Number(other.value))
      : shown;
  return (
    <section className="st-block" aria-label={CAPTIONS[way]}>
      <Bars
        caption={CAPTIONS[way]}
        bars={inOrder.map(({ value, copies }) => ({
          label: labelOf(way, value, places),
          value: copies,
          href: itemsOf(way, value),
        }))}
        more={restInWords(rest + tallies.others, tallies.unsaid)}
      />
    </section>
  );
}

function labelOf(way: Tallied, value: string, places: readonly Place[]): string {
  if (way === "place") return pathInWords(places, value);
  if (way === "condition" || way === "swingTag") return wordOf(fieldOf("copy", way), value);
  return value;
}

/** The table of the items that a bar counts the copies of. */
function itemsOf(way: Tallied, value: string): string {
  const isYear = way === "introduced" || way === "acquired";
  const test = isYear
    ? ({ field: way, is: "between", from: value, to: value } as const)
    : ({ field: way, is: "is", value } as const);
  return tableHref({
    typed: "",
    tests: [test],
    any: false,
    order: BY_NAME,
    view: null,
    columns: null,
  });
}

/** How many copies have no bar, and why. */
function restInWords(others: number, unsaid: number): string {
  const parts = [
    others > 0 && `${others.toLocaleString("en")} of others`,
    unsaid > 0 && `${unsaid.toLocaleString("en")} not said`,
  ].filter(Boolean);
  return parts.join(" · ");
}

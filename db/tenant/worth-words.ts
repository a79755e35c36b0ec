import { dateInWords } from "@/base/values/dates";
import { CONDITION_WORDS, type Condition } from "./choices";
import type { Worth } from "./queries/current-value";
import type { Observation } from "./queries/observations";

type Basis = Pick<Worth, "basis" | "counted" | "leftOut">;

/** By which rule a copy has its value: "Newest appraisal, 3 June 2024, by Ann Lee". */
export function ruleInWords(
  { basis, counted, leftOut }: Basis,
  newest: Pick<Observation, "observed" | "source"> | undefined,
): string {
  const day = newest ? dateInWords(newest.observed) : "";
  const said = [day, newest?.source && `by ${newest.source}`];
  switch (basis) {
    case "appraised":
      return listed(["Newest appraisal", ...said]);
    case "estimate":
      return listed(["Own estimate", day]);
    case "sold": {
      const sales = counted === 1 ? "The one sale" : `Median of the last ${counted} sold`;
      const others =
        leftOut === 1 ? "1 in another currency is" : `${leftOut} in other currencies are`;
      return listed([
        sales,
        counted === 1 ? day : day && `the newest ${day}`,
        leftOut > 0 && `${others} left out`,
      ]);
    }
  }
}

/** Why a copy has none. */
export function noValueInWords(
  { id, condition }: { readonly id: string; readonly condition: Condition },
  observations: readonly Pick<Observation, "kind" | "copyId" | "condition">[],
): string {
  const about = observations.filter(({ copyId }) => copyId === null || copyId === id);
  const worthy = about.filter(({ kind }) => kind !== "asked");
  if (worthy.length > 0)
    return condition === ""
      ? "What is noted is about copies in a condition, and this one is not graded."
      : `What is noted is about another condition than ${CONDITION_WORDS[condition]}.`;
  return about.length > 0 ? "What somebody asks does not count as worth." : "";
}

function listed(parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(", ");
}

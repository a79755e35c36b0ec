import { dateInWords } from "@/base/values/dates";
import { writeMoney } from "@/base/values/money";
import { type Condition, type ObservationKind, OF_ONE_COPY } from "@/db/tenant/choices";
import type { Observation } from "@/db/tenant/queries/observations";
import type { TypedObservation } from "./observation-input";

/** What is graded, so that what is said of it can be. */
export interface Graded {
  readonly id: string | null;
  readonly condition: Condition;
}

/** The form of a value that is yet to be noted. */
export function newObservation(copies: readonly Graded[], currency: string): TypedObservation {
  return {
    kind: "appraised",
    copyId: null,
    condition: conditionOf("appraised", null, copies),
    observed: "",
    source: "",
    amount: "",
    currency,
  };
}

/** What is kept of a value, as its form shows it. */
export function typedOf({ id: _id, ...kept }: Observation): TypedObservation {
  return {
    ...kept,
    observed: dateInWords(kept.observed),
    amount: writeMoney(kept.amount, kept.currency),
  };
}

/**
 * The condition that a value is likely about: what somebody says of a copy is said of it as it is, where that is known
 * and all the copies in question are alike. What one like it was sold for says nothing of ours.
 */
export function conditionOf(
  kind: ObservationKind,
  copyId: string | null,
  copies: readonly Graded[],
): Condition {
  if (!OF_ONE_COPY.includes(kind)) return "";
  const about = copies.filter(({ id }) => copyId === null || id === copyId);
  const [condition = "", ...others] = new Set(about.map((copy) => copy.condition));
  return others.length === 0 ? condition : "";
}

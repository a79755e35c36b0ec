import { expect, test } from "vitest";
import { conditionOf, newObservation } from "./typed-observation";

const mint = { id: "1", condition: "mint" } as const;
const played = { id: "2", condition: "played" } as const;
const ungraded = { id: "3", condition: "" } as const;

test("an appraisal begins with the condition of the copies that it is about, where they are alike", () => {
  expect(newObservation([mint], "EUR")).toMatchObject({ condition: "mint", currency: "EUR" });
  expect(newObservation([mint, { ...mint, id: "4" }], "EUR").condition).toBe("mint");
  expect(newObservation([mint, played], "EUR").condition).toBe("");
  expect(newObservation([mint, ungraded], "EUR").condition).toBe("");
  expect(newObservation([], "EUR").condition).toBe("");
  expect(conditionOf("appraised", "2", [mint, played])).toBe("played");
  expect(conditionOf("estimate", "3", [mint, ungraded])).toBe("");
});

test("what one like it was sold or offered for begins without a condition", () => {
  expect(conditionOf("sold", null, [mint])).toBe("");
  expect(conditionOf("asked", null, [mint])).toBe("");
});

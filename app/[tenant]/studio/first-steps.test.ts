import { expect, test } from "vitest";
import { firstSteps, isGrown } from "./first-steps";

const newborn = {
  confirmed: false,
  skinNumber: 1,
  numbers: { items: 0, photos: 0 },
  imports: 0,
  members: 1,
  invitations: 0,
  shared: false,
};

test("a newborn site has every step before it", () => {
  expect(firstSteps(newborn).map((step) => step.done)).toEqual(Array(6).fill(false));
  expect(firstSteps(newborn)[0]?.key).toBe("bring");
});

test("the steps go away when all are done, and not before", () => {
  const nearly = {
    ...newborn,
    confirmed: true,
    imports: 1,
    skinNumber: 2,
    numbers: { items: 1, photos: 1 },
  };
  expect(isGrown(nearly)).toBe(false);
  expect(isGrown({ ...nearly, invitations: 1 })).toBe(true);
  expect(isGrown({ ...nearly, shared: true })).toBe(true);
});

test("a site that nobody else can see keeps its first step, however large it is", () => {
  expect(isGrown({ ...newborn, numbers: { items: 60, photos: 3 } })).toBe(false);
});

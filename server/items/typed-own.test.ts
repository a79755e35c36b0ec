import { describe, expect, test } from "vitest";
import type { OwnTableField } from "@/db/tenant/queries/table/fields";
import { typedInOwn, typedPlace } from "./typed-own";

const field = (type: OwnTableField["type"], values?: readonly string[]): OwnTableField => ({
  ...{ key: "own-x", label: "Seam", of: "item", seenBy: "members", own: "x" },
  type,
  ...(values && { values }),
});
const MARKS = ["Pen", "Sun, faded", "Sun", "Déchiré"];

describe("what is typed in a cell of an owner's field", () => {
  test.for([
    ["choice", " pen ", ["Pen"]],
    ["choice", "dechire", ["Déchiré"]],
    ["choice", "", []],
    ["choices", "sun, faded, pen", ["Sun, faded", "Pen"]],
    ["choices", "Sun,Pen;pen", ["Sun", "Pen"]],
    ["yes/no", "Y", ["yes"]],
    ["yes/no", "0", ["no"]],
    ["yes/no", " ", []],
    ["money", "12.50", ["12.50", "EUR"]],
    ["number", "12.5", ["12.5"]],
  ] as const)("as %s, %j, is held as its form holds it", ([type, typed, value]) => {
    expect(typedInOwn(field(type, MARKS), typed, "EUR")).toEqual({ ok: true, value });
  });

  test.for([
    ["choice", "pencil", /“pencil” is none of the choices of Seam/],
    ["choices", "pen, tear", /“tear” is none/],
    ["yes/no", "maybe", /Write yes or no/],
    ["number", "many", /Write a number/],
    ["money", "1,200", /./],
    ["date", "soon", /./],
    ["link", "no address", /./],
  ] as const)("as %s, %j, is refused and not guessed", ([type, typed, problem]) => {
    const read = typedInOwn(field(type, MARKS), typed, "");
    expect(read.ok ? "" : read.problem).toMatch(problem);
  });
});

describe("a place that is typed", () => {
  const places = {
    values: ["a", "b", "c", "d"],
    words: { a: "Study", b: "Study › Box 7", c: "Attic", d: "Attic › Box 7" },
  };
  test.for([
    ["Study > box 7", "b"],
    ["attic/Box 7", "d"],
    ["STUDY", "a"],
    ["d", "d"],
    ["", null],
  ] as const)("%j is found by its way, its name or its id", ([typed, value]) => {
    expect(typedPlace(places, typed)).toEqual({ ok: true, value });
  });

  test("of several with one name is asked, and one that is none is said", () => {
    const several = typedPlace(places, "box 7");
    expect(several.ok ? "" : several.problem).toContain("Study › Box 7, or Attic › Box 7");
    const none = typedPlace(places, "Cellar");
    expect(none.ok ? "" : none.problem).toContain("There is no place called Cellar.");
  });
});

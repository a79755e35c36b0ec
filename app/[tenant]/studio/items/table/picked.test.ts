import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYTHING } from "@/db/tenant/queries/table/filter";
import { ALL, countPicked, isPicked, NONE, type Picked, pick, selectionOf } from "./picked";

const IDS = ["a", "b", "c", "d", "e"];

describe("what is picked", () => {
  test("is what a list of ticks would say, whatever is ticked and unticked in turn", () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ ids: fc.subarray(IDS), on: fc.boolean() }),
        fc.constantFrom("all" as const, "none" as const),
      ),
    );
    fc.assert(
      fc.property(steps, (all) => {
        let picked: Picked = NONE;
        let ticks: string[] = [];
        for (const step of all) {
          if (step === "all") [picked, ticks] = [ALL, IDS];
          else if (step === "none") [picked, ticks] = [NONE, []];
          else {
            picked = pick(picked, step.ids, step.on);
            ticks = IDS.filter((id) => (step.ids.includes(id) ? step.on : ticks.includes(id)));
          }
        }
        expect(IDS.filter((id) => isPicked(picked, id))).toEqual(ticks);
        expect(countPicked(picked, IDS.length)).toBe(ticks.length);
      }),
    );
  });

  test("is told to the server as ids, or as all that match but those that were let go", () => {
    expect(selectionOf(NONE, EVERYTHING)).toBeNull();
    expect(selectionOf(pick(NONE, ["b"], true), EVERYTHING)).toEqual({ ids: ["b"] });
    expect(selectionOf(pick(ALL, ["b"], false), EVERYTHING)).toEqual({
      filter: { all: [] },
      except: ["b"],
    });
  });
});

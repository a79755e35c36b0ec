import { afterAll, beforeAll, expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { huntMutants } from "./hunt";
import { layTestField, type TestField } from "./testing";

describeTwins("each wall that is taken down", (twins) => {
  let tested: TestField;
  beforeAll(async () => {
    tested = await layTestField(twins());
  });
  afterAll(() => tested.end());

  test.each([0, 1, 2, 3])(
    "is noticed by the attack or by the contract of the catalogue (part %i)",
    async (nth) => {
      const caught = await huntMutants(tested.sql, tested.field, {
        thorough: false,
        part: [nth, 4],
      });
      const alive = caught.filter(({ stillborn }) => !stillborn);
      expect(alive.length).toBeGreaterThan(90);
      expect(alive.filter(({ byAttack, byContract }) => !byAttack && !byContract)).toEqual([]);
    },
  );
});

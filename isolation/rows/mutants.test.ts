import { afterAll, beforeAll, expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { huntMutants } from "./hunt";
import { layTestField, type TestField } from "./testing";

describeTwins("each wall that is taken down", (twins) => {
  let ground: TestField;
  beforeAll(async () => {
    ground = await layTestField(twins());
  });
  afterAll(() => ground.end());

  test("is missed by the attack or by the contract of the catalogue", async () => {
    const caught = await huntMutants(ground.sql, ground.field, { thorough: false });
    const alive = caught.filter(({ stillborn }) => !stillborn);
    expect(alive.length).toBeGreaterThan(350);
    expect(alive.filter(({ byAttack, byContract }) => !byAttack && !byContract)).toEqual([]);
  });
});

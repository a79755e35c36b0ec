import { afterAll, beforeAll, expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { attackRows } from "./hunt";
import { layTestField, type TestField } from "./testing";

describeTwins("the walls of the database", (twins) => {
  let tested: TestField;
  beforeAll(async () => {
    tested = await layTestField(twins());
  });
  afterAll(() => tested.end());

  test("hold against every statement on every table, function and catalogue", async () => {
    expect(tested.field.attempts.length).toBeGreaterThan(400);
    expect(await attackRows(tested.sql, tested.field)).toEqual([]);
  });

  test("are attacked with something to find: the attacker's own rows answer", async () => {
    const { field, sql } = tested;
    const [breach] = await attackRows(sql, {
      ...field,
      attacker: { ...field.attacker, mine: { ...field.attacker.mine, slug: "nobody" } },
    });
    expect(breach?.what).toMatch(/^it told mine-/);
  });
});

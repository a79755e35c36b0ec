import { afterAll, beforeAll, expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { attackRows } from "./hunt";
import { layTestField, type TestField } from "./testing";

describeTwins("the walls of the database", (twins) => {
  let ground: TestField;
  beforeAll(async () => {
    ground = await layTestField(twins());
  });
  afterAll(() => ground.end());

  test("hold against every statement on every table, function and catalogue", async () => {
    expect(ground.field.attempts.length).toBeGreaterThan(400);
    expect(await attackRows(ground.sql, ground.field)).toEqual([]);
  });

  test("are attacked with something to find: the attacker's own rows answer", async () => {
    const { field, sql } = ground;
    const [breach] = await attackRows(sql, {
      ...field,
      attacker: { ...field.attacker, mine: { ...field.attacker.mine, slug: "nobody" } },
    });
    expect(breach?.what).toMatch(/^it told mine-/);
  });
});

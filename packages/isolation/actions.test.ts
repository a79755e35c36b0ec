import { expect, test } from "vitest";
import { deadRecipes, unknownActions } from "./actions";
import { encodeCall, succeeded } from "./calls";
import { RECIPES } from "./recipes";

test("a call of plain values goes as React's JSON, with dollars doubled", () => {
  expect(encodeCall([{ id: "a", price: "$5" }])).toEqual({
    body: '[{"id":"a","price":"$$5"}]',
    type: "text/plain;charset=UTF-8",
  });
});

test("a form goes as fields of a part of its own", () => {
  const form = new FormData();
  form.append("email", "a@b.example");
  const { body, type } = encodeCall([null, form]);
  expect(type).toMatch(/^multipart\/form-data; boundary=/);
  expect(body.toString()).toContain('name="1_email"\r\n\r\na@b.example');
  expect(body.toString()).toContain('name="0"\r\n\r\n[null,"$K1"]');
});

test("an action without a recipe, and a recipe without its action, are named with what to do", () => {
  const names = Object.keys(RECIPES);
  const known = names.map((name) => ({ id: name, name, routes: [] }));
  expect([...unknownActions(known), ...deadRecipes(known)]).toEqual([]);
  const fresh = { id: "1", name: "app/new/actions.ts#spy", routes: [] };
  expect(unknownActions([fresh])).toEqual([
    expect.stringMatching(/^app\/new\/actions.ts#spy: .*RECIPES/),
  ]);
  expect(deadRecipes(known.slice(1))).toEqual([expect.stringContaining(names[0] ?? "")]);
});

test("an action was done only where its answer says so", () => {
  const answer = (text: string) => ({ status: 200, headers: {}, text, body: Buffer.from(text) });
  expect(succeeded(answer('1:{"ok":true,"data":null}'))).toBe(true);
  expect(succeeded(answer('1:{"ok":false,"message":"no"}'))).toBe(false);
});

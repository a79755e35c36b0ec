import { expect, test } from "vitest";
import { SetSchema } from "./set";

test.each([
  [
    "nothing asked",
    { kind: "catalogue", line: "", product: "", animal: "", year: "", each: "entry" },
  ],
  [
    "a year that is none",
    { kind: "catalogue", line: "", product: "", animal: "Bear", year: "97", each: "entry" },
  ],
  ["a sign that cannot be shown", { kind: "own", field: "tag", value: "a\u0000" }],
  ["half a letter", { kind: "own", field: "tag", value: "\ud83e" }],
  [
    "too many pieces",
    {
      kind: "list",
      pieces: Array(501).fill({
        keys: ["a"],
        said: { name: "a", variant: "", styleNumber: "", animal: "", colour: "" },
      }),
    },
  ],
])("%s is refused", (_, rule) => {
  const set = { name: "x", note: "", visibility: "public", counted: "held", rule };
  expect(SetSchema.safeParse(set).success).toBe(false);
});

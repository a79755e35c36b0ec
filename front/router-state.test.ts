import { expect, test } from "vitest";
import { isRouterState } from "./router-state";

const sent = (state: unknown) => encodeURIComponent(JSON.stringify(state));

/** As Next 16.4's own router sent them from the studio. */
test.each([
  [["", {}]],
  [["", { children: ["__PAGE__", {}, null, null] }, null, "refetch", 16]],
  [
    [
      "",
      {
        children: [
          ["tenant", "artmatt", "d", null],
          {
            children: [
              "studio",
              { children: ["items", { children: ["__PAGE__?{}", {}, ["/studio/items", ""]] }] },
            ],
          },
        ],
      },
      null,
      null,
      20,
    ],
  ],
])("the router's own state %j is one", (state) => {
  expect(isRouterState(sent(state))).toBe(true);
});

test.each([
  "",
  "{",
  "%",
  "%E0%A4%A",
  "null",
  "1",
  '"x"',
  "[]",
  sent([""]),
  sent(["", []]),
  sent(["", { children: 1 }]),
  sent(["", { children: ["", {}, 1] }]),
  sent([["tenant", "artmatt", "x", null], {}]),
  sent([["tenant", "artmatt", "d"], {}]),
  sent(["", {}, ["/"]]),
  sent(["", {}, null, "soon"]),
  sent(["", {}, null, null, "1"]),
  sent(["", {}, null, null, 1, 2]),
  sent(["", {}, null, null, 1, "x", 3]),
])("%s is none", (header) => {
  expect(isRouterState(header)).toBe(false);
});

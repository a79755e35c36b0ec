import { describe, expect, test } from "vitest";
import type { OwnField } from "@/db/tenant/own";
import { byFacet } from "@/db/tenant/shelf-fields";
import { searchOf } from "./search-view";
import { readShelfUrl, switchedOwnHref } from "./shelf-url";

const field: OwnField = {
  id: "00000000-0000-4000-8000-000000000001",
  key: "constructor",
  label: "Constructor",
  type: "choice",
  of: "item",
  seenBy: "everyone",
  group: "",
  values: ["Lego", "Meccano"],
  position: 0,
};

describe("the shelf by an owner's field that is called Constructor", () => {
  const url = readShelfUrl({});
  const counts = {
    total: 3,
    all: 3,
    facets: byFacet(() => []),
    own: [{ key: "constructor", value: "Lego", count: 3 }],
  };

  test("offers its values like any other's", () => {
    const facet = searchOf(url, [field], counts).facets.find(
      ({ label }) => label === "Constructor",
    );
    expect(facet?.options.map(({ value, count, selected }) => [value, count, selected])).toEqual([
      ["Lego", 3, false],
    ]);
  });

  test("switches a value on and off", () => {
    const on = switchedOwnHref(url, "constructor", "Lego");
    const params = Object.fromEntries(new URL(on, "http://ours").searchParams);
    expect(Object.values(params)).toEqual(["Lego"]);
    expect(switchedOwnHref(readShelfUrl(params), "constructor", "Lego")).toBe("/");
  });
});

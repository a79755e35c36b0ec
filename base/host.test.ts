import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Destination,
  destinationOf,
  isSiteName,
  RESERVED_NAMES,
  readDestination,
  writeDestination,
} from "./host";

const BASE = "beanie.ty";
const NOTHING: Destination = { kind: "nothing" };
const site = (name: string): Destination => ({ kind: "site", name });

const CASES: [string, string | null | undefined, Destination][] = [
  ["the apex", "beanie.ty", { kind: "www" }],
  ["the apex with a port", "beanie.ty:3000", { kind: "www" }],
  ["a site", "artmatt.beanie.ty", site("artmatt")],
  ["upper case", "ArtMatt.BEANIE.ty", site("artmatt")],
  ["a trailing dot", "artmatt.beanie.ty.", site("artmatt")],
  ["a trailing dot and a port", "artmatt.beanie.ty.:3000", site("artmatt")],
  ["two trailing dots", "artmatt.beanie.ty..", NOTHING],
  ["a port", "artmatt.beanie.ty:65535", site("artmatt")],
  ["a port too large", "artmatt.beanie.ty:65536", NOTHING],
  ["a port that is none", "artmatt.beanie.ty:http", NOTHING],
  ["an empty port", "artmatt.beanie.ty:", NOTHING],
  ["the operators' host", "operator.beanie.ty", { kind: "operator" }],
  ["a tenant called apiary", "apiary.beanie.ty", site("apiary")],
  ["a tenant called next-co", "next-co.beanie.ty", site("next-co")],
  ["a reserved name", "www.beanie.ty", NOTHING],
  ["another reserved name", "admin.beanie.ty", NOTHING],
  ["several labels", "begin.artmatt.beanie.ty", NOTHING],
  ["an encoded slash", "artmatt%2Fbegin.beanie.ty", NOTHING],
  ["a slash", "artmatt/begin.beanie.ty", NOTHING],
  ["a dot segment", "..beanie.ty", NOTHING],
  ["an underscore", "art_matt.beanie.ty", NOTHING],
  ["punycode", "xn--bcher-kva.beanie.ty", NOTHING],
  ["two hyphens", "art--matt.beanie.ty", NOTHING],
  ["a leading hyphen", "-artmatt.beanie.ty", NOTHING],
  ["a trailing hyphen", "artmatt-.beanie.ty", NOTHING],
  ["two characters", "ab.beanie.ty", NOTHING],
  ["three characters", "abc.beanie.ty", site("abc")],
  ["forty characters", `${"a".repeat(40)}.beanie.ty`, site("a".repeat(40))],
  ["forty-one characters", `${"a".repeat(41)}.beanie.ty`, NOTHING],
  ["three hundred characters", `${"a".repeat(290)}.beanie.ty`, NOTHING],
  ["an IPv4 address", "127.0.0.1", NOTHING],
  ["an IPv4 address with a port", "127.0.0.1:3000", NOTHING],
  ["an IPv6 address", "[::1]:3000", NOTHING],
  ["empty", "", NOTHING],
  ["absent", null, NOTHING],
  ["not given", undefined, NOTHING],
  ["two values in one header", "artmatt.beanie.ty, begin.beanie.ty", NOTHING],
  ["a space", "artmatt .beanie.ty", NOTHING],
  ["a line break", "artmatt.beanie.ty\r\nx: y", NOTHING],
  ["a null byte", "artmatt\u0000.beanie.ty", NOTHING],
  ["credentials", "user@artmatt.beanie.ty", NOTHING],
  ["letters that fold to ASCII", "ＡrtMatt.beanie.ty", NOTHING],
  ["the Kelvin sign, which lowers to k", "\u212Aitty.beanie.ty", NOTHING],
  ["another domain", "artmatt.beanie.ty.evil.example", NOTHING],
  ["a look-alike ending", "artmattbeanie.ty", NOTHING],
  ["a foreign apex", "evil.example", NOTHING],
];

describe("the Host header alone decides where a request goes", () => {
  test.each(CASES)("%s", (_, header, destination) => {
    expect(destinationOf(header, BASE)).toEqual(destination);
  });

  test("on an apex of several labels", () => {
    expect(destinationOf("artmatt.app.localhost:4000", "app.localhost")).toEqual(site("artmatt"));
    expect(destinationOf("app.localhost", "app.localhost")).toEqual({ kind: "www" });
    expect(destinationOf("localhost", "app.localhost")).toEqual(NOTHING);
  });

  test("whatever is sent, a site's name is well formed, unreserved, and spelled in the header", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `${text}.${BASE}`),
        ),
        (header) => {
          const found = destinationOf(header, BASE);
          if (found.kind !== "site") return;
          expect(isSiteName(found.name)).toBe(true);
          expect(RESERVED_NAMES.has(found.name)).toBe(false);
          expect(header.toLowerCase().startsWith(`${found.name}.${BASE}`)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("every well-formed, unreserved name reaches its own site, whatever its case", () => {
    const names = fc
      .stringMatching(/^[a-z0-9](-?[a-z0-9]){2,19}$/)
      .filter((name) => name !== "operator");
    fc.assert(
      fc.property(names, fc.boolean(), (name, upper) => {
        const header = `${upper ? name.toUpperCase() : name}.${BASE}`;
        expect(destinationOf(header, BASE)).toEqual(
          RESERVED_NAMES.has(name) ? NOTHING : site(name),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a destination that is handed on", () => {
  test.each(CASES)("arrives as it was settled: %s", (_, header) => {
    const destination = destinationOf(header, BASE);
    expect(readDestination(writeDestination(destination))).toEqual(destination);
  });

  test.each([
    null,
    "",
    "nothing",
    "site",
    "site ",
    "site a",
    "site admin",
    "site operator",
    "site a--b",
    "site artmatt, site begin",
    "site artmatt/../begin",
    "site  artmatt",
    "artmatt",
    "WWW",
    "www, operator",
  ])("leads nowhere where the front did not write it: %j", (value) => {
    expect(readDestination(value)).toEqual(NOTHING);
  });
});

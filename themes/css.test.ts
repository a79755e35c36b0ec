import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySkin, hostileText } from "./arbitraries";
import { printStylesheet } from "./css";
import { fontFaces, fontPreloads } from "./font-css";
import { TYPE_IDS } from "./pairings";
import { defaultSkin } from "./presets";
import { SCHEMES, type Skin } from "./skin";

const PROPERTY = /^(--[a-z-]+|color-scheme):[#a-zA-Z0-9 ".,-]+$/;

describe("the printed stylesheet", () => {
  test("holds nothing but known properties in closed rules, whatever the skin says", () => {
    fc.assert(
      fc.property(anySkin, fc.constantFrom("auto" as const, ...SCHEMES), (skin, scheme) => {
        const css = printStylesheet(skin, { scheme });
        expect(css).not.toMatch(/[<\\@]import|url\(|<|\/\*|expression|javascript/i);
        const rules = css
          .replace(/@media \(prefers-color-scheme: dark\)\{(.*)\}$/m, "$1")
          .split("\n")
          .map((line) => /^:root\{([^{}]*)\}$/.exec(line)?.[1]);
        expect(rules.length).toBe(scheme === "auto" ? 2 : 1);
        for (const body of rules) {
          expect(body?.split(";").every((declaration) => PROPERTY.test(declaration))).toBe(true);
        }
      }),
    );
  });

  test("refuses a skin that came around the schema", () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        fc.pre(!/^#[0-9a-fA-F]{6}$/.test(value));
        const skin = defaultSkin("attic");
        const forged: Skin = structuredClone(skin);
        Object.assign(forged.colours.light, { ink: value });
        expect(() => printStylesheet(forged)).toThrow();
      }),
    );
  });

  test.each([["body{}"], [".a{}"], [".a .b"], ["*"], [".A"], [":root,body"]])(
    "refuses the selector %j",
    (root) => {
      expect(() => printStylesheet(defaultSkin("attic"), { root })).toThrow();
    },
  );

  test("a fixed scheme prints one palette and no media query", () => {
    const skin = defaultSkin("attic");
    const css = printStylesheet(skin, { root: ".preview-a1", scheme: "dark" });
    expect(css).toMatch(/^\.preview-a1\{/);
    expect(css).toContain(`--paper:${skin.colours.dark.paper}`);
    expect(css).not.toContain(skin.colours.light.paper);
    expect(css).not.toContain("@media");
  });

  test("two skins never print the same sheet", () => {
    expect(printStylesheet(defaultSkin("attic"))).not.toBe(printStylesheet(defaultSkin("ledger")));
  });
});

describe("font faces", () => {
  test.each(TYPE_IDS.map((id) => [id] as const))("%s loads from this origin only", (id) => {
    const urls = [...fontFaces(id).matchAll(/url\(([^)]*)\)/g)].map((match) => match[1]);
    expect(urls.length).toBeGreaterThan(2);
    for (const url of urls) expect(url).toMatch(/^\/_static\/fonts\/[a-z0-9.-]+\.woff2$/);
    for (const preload of fontPreloads(id)) expect(urls).toContain(preload);
    expect(fontPreloads(id)).toHaveLength(2);
  });
});

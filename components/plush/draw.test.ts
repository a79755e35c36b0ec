import { describe, expect, test } from "vitest";
import { species, speciesOf } from "./animals";
import { coloursIn } from "./colour-words";
import { drawPlush, type PlushInput } from "./draw";
import { bytesOf, documentOf } from "./testing";

const peanut: PlushInput = { name: "Peanut", animal: "Elephant", colour: "Royal blue", seed: 1 };

/** Every colour word of the shared data, and the words collectors add to them. */
const colours = [
  "Red",
  "Brown",
  "Grey",
  "Green",
  "Black",
  "Pink",
  "Yellow",
  "Blue",
  "White",
  "Purple",
  "Mixed",
  "Black/Brown",
  "",
  "Royal blue",
  "Light Blue",
  "Tie-dye",
  "Black and white",
];
const seeds = Array.from({ length: 50 }, (_, i) => i);

describe("size and form", () => {
  test.each(species)(
    "a %s of any colour and seed is under 4096 bytes and well-formed",
    (animal) => {
      for (const colour of colours) {
        for (const seed of seeds) {
          const svg = drawPlush({ name: "A name of quite ordinary length", animal, colour, seed });
          if (bytesOf(svg) >= 4096)
            expect.fail(`${animal} ${colour} ${seed}: ${bytesOf(svg)} bytes`);
          if (seed < 3) expect(documentOf(svg).name).toContain("A name of quite ordinary length");
        }
      }
    },
  );

  test("no numbers are lost on the way into the drawing", () => {
    for (const animal of species) {
      for (const seed of seeds)
        expect(drawPlush({ ...peanut, animal, seed })).not.toMatch(/NaN|undefined|Infinity|e-\d/);
    }
  });

  test("nothing in a drawing needs a permission a strict policy withholds", () => {
    for (const animal of species) {
      const svg = drawPlush({ ...peanut, animal });
      const { elements, attributes } = documentOf(svg);
      expect(elements).not.toContain("script");
      expect(elements).not.toContain("style");
      expect(elements).not.toContain("image");
      for (const [name, value] of attributes) {
        expect(name).not.toMatch(/^(on|style$|xlink)/);
        if (name === "href") expect(value).toMatch(/^#/);
        if (value.includes("url(")) expect(value).toMatch(/^url\(#[a-z0-9]+\)$/);
      }
    }
  });

  test("each reference inside a drawing finds its target, and no two targets share a name", () => {
    for (const animal of species) {
      for (const seed of seeds) {
        const { attributes } = documentOf(drawPlush({ ...peanut, animal, seed }));
        const ids = attributes.filter(([name]) => name === "id").map(([, value]) => value);
        const wanted = attributes.flatMap(
          ([, value]) => /(?:^|\()#([a-z0-9]+)\)?$/.exec(value)?.[1] ?? [],
        );
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of wanted.filter((id) => id.startsWith("p"))) expect(ids).toContain(id);
      }
    }
  });
});

describe("the accessible name", () => {
  test("says what the item is", () => {
    expect(documentOf(drawPlush(peanut)).name).toBe("Peanut, a royal blue elephant");
    expect(documentOf(drawPlush({ ...peanut, colour: "Orange" })).name).toBe(
      "Peanut, an orange elephant",
    );
    expect(
      documentOf(drawPlush({ ...peanut, name: "Spooky", animal: "Ghost", colour: "" })).name,
    ).toBe("Spooky, a ghost");
  });

  test.each([
    `<script>alert("1")</script>`,
    `]]>&amp;'"<!--`,
    "O'Malley & Sons",
    `"/><image href="http://x"/>`,
    "</title><style>*{}</style>",
    "日本の象",
    "🐘🐘",
    "$& $1 $` $'",
    "%%%;__proto__",
  ])("carries the hostile or foreign name %s whole, as text", (name) => {
    for (const animal of ["leopard", "crab", name]) {
      expect(documentOf(drawPlush({ ...peanut, name, animal })).name).toContain(name);
    }
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
    "knows neither an animal nor a colour called %s, and draws it all the same",
    (word) => {
      for (const field of ["animal", "colour", "variant"] as const) {
        const stranger = word.replaceAll(/./g, "q");
        const drawn = (said: string) => drawPlush({ ...peanut, [field]: said, seed: 7 });
        expect(documentOf(drawn(word)).elements).toContain("path");
        expect(speciesOf(word)).toBe(speciesOf(stranger));
        expect(coloursIn(word.toLowerCase())).toEqual([]);
        expect(coloursIn(word)).toEqual([]);
      }
    },
  );

  test("drops the characters XML forbids", () => {
    const svg = drawPlush({
      ...peanut,
      name: "a\u0000b\u0008c\u001bd\uffffe\ud800f\udc00g\nh\u0085i",
    });
    expect(documentOf(svg).name).toMatch(/^a b c d e.f.g h i, a royal blue elephant$/u);
    expect(svg.isWellFormed()).toBe(true);
  });

  test("is shortened before the drawing outgrows its limit", () => {
    for (const long of [
      "&".repeat(5000),
      "象".repeat(5000),
      "🐘".repeat(5000),
      "\u0007".repeat(5000),
    ]) {
      for (const field of ["name", "animal", "colour", "variant"] as const) {
        for (const animal of species) {
          const svg = drawPlush({ ...peanut, animal, [field]: long });
          expect(bytesOf(svg)).toBeLessThan(4096);
          documentOf(svg);
        }
      }
    }
  });
});

describe("individuality", () => {
  test("the same item is drawn the same", () => {
    for (const animal of species)
      expect(drawPlush({ ...peanut, animal })).toBe(drawPlush({ ...peanut, animal }));
    expect(drawPlush({ ...peanut, seed: 7 })).toBe(drawPlush({ ...peanut, seed: "7" }));
  });

  test.each(species)("no two of fifty %s items look alike", (animal) => {
    const looks = seeds.map((seed) => looksOf(drawPlush({ ...peanut, animal, seed })));
    expect(new Set(looks).size).toBe(seeds.length);
  });

  test("each part of an item's description changes its drawing", () => {
    const first = looksOf(drawPlush(peanut));
    for (const other of [
      { name: "Penny" },
      { animal: "Frog" },
      { colour: "Red" },
      { variant: "Old face" },
      { seed: 2 },
    ]) {
      expect(looksOf(drawPlush({ ...peanut, ...other }))).not.toBe(first);
    }
  });

  test("a variant that names a colour is the colour", () => {
    expect(
      documentOf(drawPlush({ ...peanut, colour: "Blue", variant: "Light Blue" })).name,
    ).toContain("light blue");
    expect(
      documentOf(drawPlush({ ...peanut, colour: "Brown", variant: "Tan Tail" })).name,
    ).toContain("brown");
  });

  test("every species has a pattern of its own", () => {
    const outlines = new Map<string, string>();
    for (const animal of species) {
      const outline = outlineOf(drawPlush({ ...peanut, animal }));
      expect(outlines.get(outline), animal).toBeUndefined();
      outlines.set(outline, animal);
    }
  });
});

test("every animal of the catalogue has a pattern", () => {
  const animals = [
    "Lobster",
    "Moose",
    "Bear",
    "Dolphin",
    "Frog",
    "Whale",
    "Pig",
    "Dog",
    "Cow",
    "Camel",
    "Duck",
    "Dinosaur",
    "Fish",
    "Bird",
    "Dragon",
    "Manta Ray",
    "Monkey",
    "Ghost",
    "Elephant",
    "Sheep",
    "Rabbit",
    "Shark",
    "Eagle",
    "Cat",
    "Crab",
    "Chameleon",
    "Platypus",
    "Snake",
    "Insect",
  ];
  for (const animal of animals) expect(speciesOf(animal), animal).not.toBe("beanbag");
});

/** A drawing without its title and its gradients' names: what the eye gets. */
function looksOf(svg: string): string {
  return svg.replace(/<title>.*<\/title>/, "").replace(/\bp[a-z0-9]{3,6}\b/g, "");
}

/** Path commands without their numbers, and the order of elements. */
function outlineOf(svg: string): string {
  return (
    documentOf(svg).elements.join() +
    svg.replace(/<title>.*?<\/title>/, "").replace(/[^MCQLHVSAZhvqlm]/g, "")
  );
}

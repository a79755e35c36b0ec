import { expect, test } from "vitest";
import { drawPlush } from "./draw";
import { drawGhost } from "./ghost";

const plush = (animal: string, name = "Peanut") => ({
  ...{ name, animal, colour: "Royal blue", seed: "1" },
});

test.each(["Elephant", "Bear", "Lobster", "Platypus", "Snake", "Whatever"])(
  "a ghost of a %s has the shape of the plush and none of its colours",
  (animal) => {
    const [drawn, ghost] = [drawPlush(plush(animal)), drawGhost(plush(animal))];
    const shapes = (svg: string) => svg.match(/ (?:d|cx|rx|r)="[^"]*"/g)?.filter(Boolean);
    const withoutDefs = drawn.replace(/<defs>.*?<\/defs><ellipse[^>]*\/>/s, "");
    expect(shapes(ghost)).toEqual(shapes(withoutDefs));
    const colours = new Set(
      [...ghost.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, one]) => one),
    );
    expect(colours.size).toBeLessThanOrEqual(3);
    expect(ghost).not.toContain("url(");
    expect(ghost.length).toBeLessThan(4096);
  },
);

test("what a ghost is called can be hostile", () => {
  const ghost = drawGhost(plush("Bear", `"><script>alert(1)</script>`));
  expect(ghost).not.toContain("<script");
});

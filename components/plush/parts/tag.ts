import type { Chance } from "../chance";
import { d, fill, line, type Point, placed, shape } from "../shapes";

/** A paper ticket on a string, tied at `tie` and hanging to the side of `lean`. */
export function tagOn(tie: Point, lean: -1 | 1, chance: Chance): string {
  const swing = lean * chance.between(4, 22);
  const reach = 20 + 50 * Math.sin((Math.abs(swing) * Math.PI) / 180);
  const x = Math.min(397 - reach, Math.max(3 + reach, tie[0] + lean * chance.between(14, 24)));
  const y = tie[1] + chance.between(26, 38);
  const stripe = chance.pick(["#d9653f", "#3f8f8a", "#e0a32e", "#6a6fb5", "#b5557d", "#5d8f4c"]);
  const string = d`M${tie[0] - 3} ${tie[1]}Q${tie[0]} ${y} ${x} ${y + 8}Q${x + lean * 4} ${tie[1]} ${tie[0] + 3} ${tie[1] - 1}`;
  return (
    placed(
      x,
      y,
      -swing,
      0.86,
      shape(
        "M-10 0H10L20 12V52Q20 58 14 58H-14Q-20 58-20 52V12z",
        `${fill("#fdf6e6")} stroke="#b8a58a" stroke-width="1.5"`,
      ) +
        shape("M-20 40H20V52Q20 58 14 58H-14Q-20 58-20 52z", fill(stripe)) +
        line("M-11 24H11M-11 31H4", "#c9bba2", 2.5) +
        `<circle cy="9" r="4" fill="#8d7a60"/>`,
    ) + line(string, "#c2ae90", 2, fill("none"))
  );
}

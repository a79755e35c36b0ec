/** Draws by a seed: the same seed draws the same again, on every machine. */
export interface Dice {
  /** From 0 to `below` - 1. */
  roll(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** Whether one of so many came. */
  oneIn(many: number): boolean;
}

/** Mulberry32, by Tommy Ettinger; in the public domain. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (below: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return {
    roll,
    pick(from) {
      const one = from[roll(from.length)];
      if (one === undefined) throw new Error("There is nothing to pick from.");
      return one;
    },
    oneIn: (many) => roll(many) === 0,
  };
}

/** What a path or a value is broken with. */
const SPLINTERS: readonly string[] = [
  "%",
  "%00",
  "%zz",
  "%F0",
  "%E0%A4%A",
  "%C0%AE",
  "%ED%A0%80",
  "%2e%2e",
  "%2f",
  "%5c",
  "%25",
  "%0d%0a",
  "..",
  "/../",
  "//",
  "\\",
  ";",
  "*",
  "?",
  "#",
  "&",
  "[",
  "|",
  "'",
  '"',
  "<",
  "{",
  "$",
  "__proto__",
  "constructor",
  ".rsc",
  ".json",
  "\u00ff",
  "\t",
  "-1",
  "1e309",
  "x".repeat(3000),
];

/** A text with one to three changes: something put in, left out, doubled, or a byte turned over. */
export function mutate(text: string, dice: Dice): string {
  let changed = text;
  for (let changes = 1 + dice.roll(3); changes > 0; changes--) {
    const at = dice.roll(changed.length + 1);
    const to = Math.min(changed.length, at + 1 + dice.roll(8));
    const cut = changed.slice(at, to);
    changed =
      changed.slice(0, at) +
      dice.pick([
        dice.pick(SPLINTERS) + cut,
        dice.pick(SPLINTERS),
        cut + cut,
        "",
        String.fromCharCode(dice.roll(256)) + cut.slice(1),
      ]) +
      changed.slice(to);
  }
  return changed;
}

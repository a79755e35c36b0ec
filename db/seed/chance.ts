/** Choices that are the same for the same seed, on every machine. */
export interface Chance {
  /** From 0 up to and without 1. */
  next(): number;
  /** A whole number from 0 up to and without `below`. */
  below(limit: number): number;
  /** @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T;
}

/** A stream of choices from a text: xoshiro128**, started with FNV-1a hashes of it. Not for secrets. */
export function chanceFrom(seed: string): Chance {
  const state = Uint32Array.from([0, 1, 2, 3], (index) => hash(`${index}${seed}`));
  const next = () => step(state) / 2 ** 32;
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick(list) {
      const [chosen] = list.slice(below(list.length));
      if (chosen === undefined) throw new RangeError("There is nothing to pick from.");
      return chosen;
    },
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

function step(state: Uint32Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = state;
  const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
  const third = c ^ a;
  const fourth = d ^ b;
  state.set([a ^ fourth, b ^ third, third ^ (b << 9), rotate(fourth, 11)]);
  return result;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

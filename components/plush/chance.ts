/** Repeatable chance: the same words always give the same draws. */
export interface Chance {
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** One of the options. */
  pick<T>(options: readonly [T, ...T[]]): T;
  /** True in `share` of the draws; `share` is 0 to 1. */
  once(share: number): boolean;
  /** -1 or 1. */
  side(): -1 | 1;
}

/** Chance seeded by any text. */
export function chanceFrom(text: string): Chance {
  let state = hashOf(text);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    between: (low, high) => low + next() * (high - low),
    pick: (options) => options[Math.floor(next() * options.length)] ?? options[0],
    once: (share) => next() < share,
    side: () => (next() < 0.5 ? -1 : 1),
  };
}

/** 32-bit FNV-1a over UTF-16 code units, unsigned. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

import type { Identifier } from "./parameters";

/** For each place in the input that holds an own identifier: the input with the neighbour's identifier there. */
export function substitutions(
  args: readonly unknown[],
  mine: readonly Identifier[],
  foreign: readonly Identifier[],
): unknown[][] {
  const places = new Map(mine.map(({ place, value }) => [value, place]));
  const found: { value: string; by: string }[] = [];
  for (const value of leavesOf(args)) {
    const place = places.get(value);
    const same = place ? foreign.filter((one) => one.place === place) : [];
    for (const one of same.slice(0, 3)) found.push({ value, by: one.value });
  }
  const inputs = found.map(({ value, by }) => replaced(args, value, by));
  return inputs.filter(Array.isArray);
}

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof FormData)
    return [...value.values()].filter((one) => typeof one === "string");
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leavesOf);
  return [];
}

function replaced(value: unknown, from: string, to: string): unknown {
  if (value === from) return to;
  if (value instanceof FormData) {
    const form = new FormData();
    for (const [name, one] of value) form.append(name, one === from ? to : one);
    return form;
  }
  if (Array.isArray(value)) return value.map((one) => replaced(one, from, to));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, replaced(one, from, to)]),
    );
  return value;
}

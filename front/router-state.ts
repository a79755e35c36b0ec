const KINDS: readonly unknown[] = ["c", "d", "oc"];
const MARKS: readonly unknown[] = [
  null,
  undefined,
  "refetch",
  "inside-shared-layout",
  "metadata-only",
];

/** Whether a `next-router-state-tree` header is one. Next answers any other with a fault of its own. */
export function isRouterState(header: string): boolean {
  try {
    return isState(JSON.parse(decodeURIComponent(header)));
  } catch {
    return false;
  }
}

/** As Next's `flightRouterStateSchema`, with the kinds of segments that this app has. */
function isState(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6) return false;
  const [segment, slots, url, mark, hints, last]: unknown[] = value;
  return (
    isSegment(segment) &&
    typeof slots === "object" &&
    slots !== null &&
    !Array.isArray(slots) &&
    Object.values(slots).every(isState) &&
    (url == null || (isTexts(url) && url.length === 2)) &&
    MARKS.includes(mark) &&
    (hints == null || Number.isFinite(hints)) &&
    (last === undefined || typeof last === "string")
  );
}

function isSegment(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, key, kind, siblings]: unknown[] = value;
  return (
    typeof name === "string" &&
    typeof key === "string" &&
    KINDS.includes(kind) &&
    (siblings === null || isTexts(siblings))
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

import { isSiteName, RESERVED_NAMES } from "@/base/host";
import { directory } from "@/db/platform/directory";
import { listFormerNames } from "@/db/platform/queries/names";
import { listTaken } from "@/db/platform/queries/tenants";

/**
 * What is wrong with a site's name, as a sentence, or null when it is well formed and not reserved.
 * @param name as typed, already in lower case
 */
export function nameProblem(name: string): string | null {
  if (name.length < 3) return "Use at least 3 characters.";
  if (name.length > 40) return "Use at most 40 characters.";
  if (/[^a-z0-9-]/.test(name)) return "Use the letters a to z, digits and hyphens.";
  if (/^-|-$/.test(name)) return "A hyphen can't stand at the beginning or the end.";
  if (name.startsWith("xn--") || name.includes("--"))
    return "Two hyphens can't stand side by side.";
  if (!isSiteName(name)) return "This can't be a name.";
  if (RESERVED_NAMES.has(name)) return "This name is kept for the platform.";
  return null;
}

/** What the sign-up form shows beside a name. */
export interface NameAnswer {
  readonly name: string;
  readonly free: boolean;
  /** Why not, or null. */
  readonly problem: string | null;
  /** Free names close to it, at most 3. */
  readonly suggestions: readonly string[];
}

/**
 * Whether a name is free at this moment, with suggestions where it is not.
 * @param tenantId for whom; its own former names are free for it
 */
export async function askName(typed: string, tenantId?: string): Promise<NameAnswer> {
  const name = typed.trim().toLowerCase();
  const problem = nameProblem(name);
  const candidates = candidatesFor(name);
  const [all, own] = await directory.read((tx) =>
    Promise.all([
      listTaken(tx, problem ? candidates : [name, ...candidates]),
      tenantId === undefined ? [] : listFormerNames(tx, tenantId),
    ]),
  );
  const taken = new Set(all.filter((one) => !own.some(({ slug }) => slug === one)));
  const free = problem === null && !taken.has(name);
  return {
    name,
    free,
    problem: problem ?? (free ? null : "This name is taken."),
    suggestions: free ? [] : candidates.filter((candidate) => !taken.has(candidate)).slice(0, 3),
  };
}

/** Well-formed, unreserved names close to what was typed, best first. */
export function candidatesFor(typed: string): string[] {
  const stem = typed
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 28)
    .replace(/-+$/, "");
  if (stem.length < 2) return [];
  const shapes = [
    stem,
    `${stem}-collects`,
    `the-${stem}`,
    `${stem}-shelf`,
    `${stem}-bears`,
    `${stem}-2`,
    `${stem}-3`,
  ];
  return shapes.filter((name) => name !== typed && nameProblem(name) === null);
}

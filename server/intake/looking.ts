import { Refusal } from "@/base/refusal";
import type { Tenant } from "@/db/scope";
import { fairQueue } from "@/server/photos/queue";
import type { SheetFormat } from "@/server/sheet/format";
import { type Recognised, recogniseSheet } from "@/server/sheet/recognise";
import { readSheet } from "@/server/sheet/rows";
import { type Survey, surveyOf } from "@/server/sheet/survey";
import { openSheet } from "./sheet-file";

/** What a sheet turned out to be, and what stands in it. */
export interface LookedAt extends Recognised {
  /** Null where it can't be read so. */
  readonly survey: Survey | null;
  /** Why not, with the line. */
  readonly problem: string;
}

/** Sheets that were looked at last, because their pages are opened again and again and a sheet never changes. */
const seen = new Map<string, Promise<LookedAt>>();
const MOST_SEEN = 12;

/**
 * Looks through a sheet.
 * @param format how it is to be read; as it is recognised where nobody has said
 * @throws Refusal where it is no sheet, saying what to do
 */
export function lookAtSheet(
  tenant: Pick<Tenant, "id" | "stack">,
  id: string,
  format: SheetFormat | null,
): Promise<LookedAt> {
  const key = `${tenant.id} ${id} ${JSON.stringify(format)}`;
  const before = seen.get(key);
  if (before) return before;
  const looked = look(tenant, id, format);
  seen.set(key, looked);
  looked.catch(() => seen.delete(key));
  for (const old of seen.keys()) {
    if (seen.size <= MOST_SEEN) break;
    seen.delete(old);
  }
  return looked;
}

/** One large sheet at a time, and a place for small ones beside it, because pages of all sites wait for this process. */
const inTurn = fairQueue({ running: 2, waiting: 40 });
/** From how many bytes on a sheet takes long. */
const LARGE = 300_000;

async function look(
  tenant: Pick<Tenant, "id" | "stack">,
  id: string,
  asked: SheetFormat | null,
): Promise<LookedAt> {
  const { size, pieces } = await openSheet(tenant, id);
  return inTurn({ site: tenant.id, large: size > LARGE }, () =>
    lookThrough(pieces, asked, tenant.id),
  );
}

async function lookThrough(
  pieces: () => AsyncIterable<Uint8Array>,
  asked: SheetFormat | null,
  site: string,
): Promise<LookedAt> {
  const recognised = await recogniseSheet(pieces);
  const format = asked?.kind === recognised.format.kind ? asked : recognised.format;
  try {
    const { names, rows } = await readSheet(pieces(), format, site);
    return { ...recognised, format, survey: await surveyOf(names, rows), problem: "" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...recognised, format, survey: null, problem: error.message };
  }
}

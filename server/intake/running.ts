import { withDeadline } from "@/db/deadline";
import type { Scope } from "@/db/scope";
import type { Takes } from "@/db/tenant/intake";
import { beginReading, findIntake } from "@/db/tenant/queries/intake/intakes";
import type { SheetFormat } from "@/server/sheet/format";
import type { Mapping } from "@/server/sheet/mapping";
import { orderIntake, seeToPhotos } from "./order";
import { readIntake } from "./reading";
import { openSheet } from "./sheet-file";
import { type Agreed, startWriting, Writer } from "./writing";

/** Sheets of so many bytes are read before the answer, and as many rows are written; a worker does more. */
const AT_ONCE = {
  bytes: { text: 300_000, workbook: 100_000, archive: 100_000 },
  rows: 200,
} as const;

/** A browser waits for half a minute. In milliseconds. */
const PATIENCE = 25_000;

/** Begins to read a sheet by its columns, and reads it where it is small. @throws Refusal as `beginReading` */
export async function beginToRead(
  scope: Scope,
  sheet: {
    readonly id: string;
    readonly memberId: string | null;
    readonly format: SheetFormat;
    readonly mapping: Mapping;
  },
): Promise<void> {
  const { id, memberId, format } = sheet;
  const { size } = await openSheet(scope.tenant, id);
  const edition = await scope.write((tx) => beginReading(tx, id, sheet));
  if (size <= AT_ONCE.bytes[format.kind])
    await withDeadline(PATIENCE, () => readIntake(scope, id, edition));
  else await orderIntake({ tenant: scope.tenant, id, memberId, phase: "reading", edition });
}

/**
 * Begins to write what the preview showed, and writes it where it is little.
 * @param scope of the change set that goes by the sheet's id
 * @throws Refusal as `startWriting`
 */
export async function beginToWrite(
  scope: Scope,
  sheet: {
    readonly id: string;
    readonly memberId: string | null;
    readonly takes: Takes;
    readonly agreed?: Agreed | undefined;
  },
): Promise<void> {
  const { id, memberId, takes, agreed } = sheet;
  await startWriting(scope, id, takes, agreed);
  const begun = await scope.read((tx) => findIntake(tx, id));
  if (begun?.state !== "writing") return;
  if (begun.total > AT_ONCE.rows) {
    const { edition } = begun;
    await orderIntake({ tenant: scope.tenant, id, memberId, phase: "writing", edition });
    return;
  }
  await withDeadline(PATIENCE, async () => {
    const writer = new Writer(id);
    while ((await writer.writePart(scope)).state !== "ended");
    await seeToPhotos(scope, id, memberId);
  });
}

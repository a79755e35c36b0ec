import { Refusal } from "@/base/refusal";
import type { ReadTx } from "@/db/scope";
import type { Intake } from "@/db/tenant/queries/intake/intakes";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { type SheetFormat, SheetFormatSchema } from "@/server/sheet/format";
import { type Mapping, MappingSchema } from "@/server/sheet/mapping";
import { type RowReader, rowReader } from "@/server/sheet/read-row";

/** @throws Refusal (409) where nobody has said what the columns are, or a former Swingtag has */
export function mappingOf({ mapping }: Pick<Intake, "mapping">): Mapping {
  const read = MappingSchema.safeParse(mapping);
  if (!read.success) throw unsaid();
  return read.data;
}

/** @throws Refusal (409) as `mappingOf` */
export function formatOf({ format }: Pick<Intake, "format">): SheetFormat {
  const read = SheetFormatSchema.safeParse(format);
  if (!read.success) throw unsaid();
  return read.data;
}

function unsaid(): Refusal {
  return new Refusal("Say first what the columns of this sheet are.", { status: 409 });
}

/** Reads the cells of a row with the fields and places that the site has now. */
export async function readerOf(tx: ReadTx, mapping: Mapping): Promise<RowReader> {
  return rowReader(mapping, await listTableFields(tx));
}

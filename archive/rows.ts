import { z } from "zod";
import { UUID } from "@/base/uuid";
import { isFileKey, isMediaType } from "@/files/keys";
import { type ArchivedFile, type ArchivedTable, travels } from "./manifest";
import { filePath } from "./paths";
import { ArchiveProblem } from "./problem";

/**
 * Checks one row before it reaches a database: it belongs to this site, has the columns of its table, and names
 * no file or person that the product would not have put there.
 * @param siteId the site that the archive is of
 * @param last the id before it; ids ascend
 * @returns its id
 * @throws ArchiveProblem
 */
export function judgeRow(line: string, table: ArchivedTable, siteId: string, last: string): string {
  const row = rowOf(line, table.name);
  if (row.tenant_id !== siteId)
    throw new ArchiveProblem(`A row in "${table.lines.path}" belongs to another site.`);
  const { id } = row;
  if (typeof id !== "string" || !UUID.test(id) || id <= last)
    throw new ArchiveProblem(`The ids in "${table.lines.path}" are not in order.`);
  const names = Object.keys(row);
  if (
    names.length !== table.columns.length ||
    !table.columns.every((name) => Object.hasOwn(row, name))
  )
    throw new ArchiveProblem(
      `A row in "${table.lines.path}" has other columns than the manifest says.`,
    );
  const judge = JUDGES.get(table.name);
  if (judge && !judge(row))
    throw new ArchiveProblem(`A row in "${table.lines.path}" holds what no site can hold.`);
  return id;
}

/** @throws ArchiveProblem for a file that the product never stores, such as one below `photos/` that is no picture */
export function judgeFile({ key, path, type, bytes }: ArchivedFile, most: number): void {
  const isShown = key.startsWith("photos/");
  if (
    !isFileKey(key) ||
    !travels(key) ||
    path !== filePath(key) ||
    bytes > most ||
    !(isShown ? type === "image/webp" : isMediaType(type))
  )
    throw new ArchiveProblem(`"${path}" is not a file as a site keeps it.`);
}

type Row = Readonly<Record<string, unknown>>;

const EmailSchema = z.email().max(254);

const JUDGES = new Map<string, (row: Row) => boolean>(
  Object.entries({
    members: ({ email }) => EmailSchema.safeParse(email).success,
    invitations: ({ email }) => EmailSchema.safeParse(email).success,
    photos: ({ key }) => typeof key === "string" && key.startsWith("photos/") && isFileKey(key),
  }),
);

function rowOf(line: string, table: string): Row {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === "object" && row !== null && !Array.isArray(row)) return { ...row };
  } catch {}
  throw new ArchiveProblem(`A row of ${table} in this archive can't be read.`);
}

import { versionOf } from "@/db/migrate";
import { refuseNewer } from "./fitting";
import type { Manifest } from "./manifest";
import { openArchive } from "./read";

/** What an archive says of itself, read before anything is imported. */
export interface Inspected {
  readonly manifest: Manifest;
  /** E-mail addresses of the owners among its members. */
  readonly owners: readonly string[];
}

/**
 * Reads the whole of an archive and compares everything with its checksums.
 * @throws ArchiveProblem with the reason why it can't be imported here
 */
export async function inspectArchive(path: string): Promise<Inspected> {
  const archive = await openArchive(path);
  try {
    const { manifest } = archive;
    refuseNewer(manifest.schema, (await versionOf("tenant")).split(" ")[0] ?? "");
    await archive.prove();
    const owners: string[] = [];
    for (const table of manifest.tables)
      if (table.name === "members")
        for await (const lines of archive.lines(table)) owners.push(...lines.flatMap(ownerIn));
    return { manifest, owners };
  } finally {
    archive.close();
  }
}

function ownerIn(line: string): string[] {
  const row: Readonly<Record<string, unknown>> = JSON.parse(line);
  return row.role === "owner" && !row.support_until ? [String(row.email)] : [];
}

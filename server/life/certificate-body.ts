import { env } from "@/base/env";
import type { Removal } from "./certificate";

/** The first line of every certificate. */
export const TITLE = "Certificate of removal";

/** The text that is signed, line by line. */
export function bodyOf(removal: Removal): string {
  const tables = Object.entries(removal.rows).sort(([a], [b]) => (a < b ? -1 : 1));
  const total = tables.reduce((sum, [, rows]) => sum + rows, 0);
  return [
    TITLE,
    "",
    `Number: ${removal.number}`,
    `Site: ${removal.site}.${env().BASE_DOMAIN}`,
    ...removal.formerNames.map((name) => `Formerly: ${name}.${env().BASE_DOMAIN}`),
    `Site's id: ${removal.tenantId}`,
    `Deleted: ${momentOf(removal.deletedAt)}, by ${removal.deletedBy}`,
    `Removed: ${momentOf(removal.removedAt)}`,
    "",
    "Removed for good",
    `Rows: ${total} in ${tables.length} tables`,
    ...tables.map(([name, rows]) => `- ${name}: ${rows}`),
    `Files: ${removal.files.count}, ${removal.files.bytes} bytes`,
    ...removal.databases.map(({ name, fate }) =>
      fate === "dropped"
        ? `Database and login role: ${name}`
        : `Its part of the shared database: ${name}`,
    ),
    ...(removal.stack
      ? [
          `Stack of its own: ${removal.stack}, with its web processes, worker, Postgres, files and its own backups`,
        ]
      : []),
    `Records of work done and waiting: ${removal.operations}`,
    "Accounts, sessions, invitations, links, support access and who owned it: all",
    "",
    "Not removed",
    backupsOf(removal.backups),
    `The name ${removal.site} is kept from everyone until ${dayOf(removal.nameRestsUntil)}.`,
    "The log of who did what with the site as a whole, and this certificate.",
  ].join("\n");
}

function backupsOf({ count, endBy }: Removal["backups"]): string {
  if (count === 0) return "Backups: none holds a copy";
  const hold = count === 1 ? "1 holds a copy" : `${count} hold copies`;
  return `Backups: ${hold}; the last is deleted by ${dayOf(endBy)}`;
}

function momentOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

import { BACKUP_DAYS } from "@/base/archive-days";
import { env } from "@/base/env";
import { type ArchiveStore, archiveStore } from "./stores";

/** An archive that is kept until a day. */
export interface RetainedArchive {
  /** Its name among the site's own, such as `2026-11-22t02-07-00-250z-4f1c.zip`. */
  readonly name: string;
  readonly at: Date;
  readonly bytes: number;
  readonly until: Date;
}

/** What an archive of this moment is called, so that names sort by time; `mark` tells those of one moment apart. */
export function nameAt(moment: Date, mark: string): string {
  const stamp = moment.toISOString().replaceAll(/[:.]/g, "-").toLowerCase();
  return `${stamp}-${mark.slice(0, 8)}.zip`;
}

/** Reads a name that `nameAt` made, or made when it left the milliseconds out; null for any other. */
export function retainedAs(name: string, bytes: number, days: number): RetainedArchive | null {
  const parts =
    /^(\d{4}-\d{2}-\d{2})t(\d{2})-(\d{2})-(\d{2})(?:-(\d{3}))?z-[0-9a-z]{1,8}\.zip$/.exec(name);
  const [, day, hour, minute, second, thousandth = "000"] = parts ?? [];
  const at = parts && new Date(`${day}T${hour}:${minute}:${second}.${thousandth}Z`);
  if (!at || Number.isNaN(at.getTime())) return null;
  return { name, at, bytes, until: new Date(at.getTime() + days * 86_400_000) };
}

/** Where a site's backup lies in the store. */
export function backupKey(tenantId: string, name: string): string {
  return `${backupsOf(tenantId)}${name}`;
}

/** What every key of a site's backups begins with. */
function backupsOf(tenantId: string): string {
  return `sites/${tenantId}/`;
}

/** A site's backups in the store, newest first; also those of a site that was removed. */
export async function listBackupsIn(
  store: ArchiveStore,
  tenantId: string,
): Promise<RetainedArchive[]> {
  const prefix = backupsOf(tenantId);
  const found = await store.list(prefix);
  return found
    .flatMap(({ key, bytes }) => retainedAs(key.slice(prefix.length), bytes, BACKUP_DAYS) ?? [])
    .reverse();
}

let opened: { readonly setting: string; readonly store: Promise<ArchiveStore> } | undefined;

/** The store of this process. */
export function backups(): Promise<ArchiveStore> {
  const setting = env().BACKUPS;
  if (opened?.setting !== setting) opened = { setting, store: archiveStore(setting) };
  return opened.store;
}

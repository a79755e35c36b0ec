import { type Door, doorAs, type ReadAs, type Role, type WriteAs } from "./as-role";

/** A transaction on the directory that reads. The console's serves too. */
export type DirectoryReadTx = ReadAs<Role>;

/** A transaction on the directory that writes. */
export type DirectoryWriteTx = WriteAs<Role>;

/**
 * What public pages, sign-up and studios need of the platform database: which names there are and where they live,
 * the status page, counters. No operator, and of what concerns one tenant or owner nothing.
 */
export const directory = doorAs("public");

/**
 * The directory, and of what concerns one tenant or owner the rows of this one alone.
 * @param key the id of a tenant, of an operation or of a certificate, or the hash of an owner's address
 */
export function directoryAbout(key: string): Door<"public"> {
  return doorAs("public", key);
}

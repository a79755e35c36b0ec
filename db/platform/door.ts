import { doorAs, type ReadAs, type WriteAs } from "./as-role";

/** A transaction of the console that reads. It serves wherever one of the directory is asked for. */
export type PlatformReadTx = ReadAs<"console">;

/** A transaction of the console that writes. */
export type PlatformWriteTx = WriteAs<"console">;

/**
 * The platform database for the console, the worker and the command line: every tenant and where it lives, operators,
 * work and incidents, never what a tenant owns. Pages of the apex and of sites open `directory` instead.
 */
export const platform = doorAs("console");

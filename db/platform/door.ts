import { env } from "@/base/env";
import { poolOf } from "../pools";
import { type Reads, readTogether, type Writes, writeTogether } from "../transaction";

const held: unique symbol = Symbol("held in the platform's door");

/** A transaction on the platform database that reads. */
export type PlatformReadTx = Reads & { readonly [held]: true };

/** A transaction on the platform database that writes. */
export type PlatformWriteTx = Writes & PlatformReadTx;

/** The one door to the platform database: which tenants exist and where they live, never what they own. */
export const platform = {
  /** Independent queries, READ ONLY, in one network round trip. */
  async read<T>(work: (tx: PlatformReadTx) => T | Promise<T>): Promise<Awaited<T>> {
    const pool = await poolOf(platformDatabase());
    return await readTogether(pool, "", async (tx) => work({ ...tx, [held]: true }));
  },
  /** An ordinary transaction: commits when `work` resolves, rolls back when it throws. */
  async write<T>(work: (tx: PlatformWriteTx) => Promise<T>): Promise<T> {
    const pool = await poolOf(platformDatabase());
    return writeTogether(pool, "", (tx) => work({ ...tx, [held]: true }));
  },
};

function platformDatabase() {
  return { name: `${env().DATABASE_PREFIX}_platform`, server: "", generation: 0 };
}

import { env } from "@/base/env";
import { poolOf } from "../pools";
import { type Reads, readTogether, type Writes, writeTogether } from "../transaction";

/** The two group roles of the platform database; guard.sql says what each may. */
export type Role = "public" | "console";

const held: unique symbol = Symbol("held in a door of the platform's");

/** A transaction on the platform database that reads, as one of these roles. */
export type ReadAs<As extends Role> = Reads & { readonly [held]: As };

/** A transaction on the platform database that writes, as one of these roles. */
export type WriteAs<As extends Role> = Writes & ReadAs<As>;

/** A way into the platform database as one role. */
export interface Door<As extends Role> {
  /** Independent queries, READ ONLY, in one network round trip. */
  read<T>(work: (tx: ReadAs<As>) => T | Promise<T>): Promise<Awaited<T>>;
  /** An ordinary transaction: commits when `work` resolves, rolls back when it throws. */
  write<T>(work: (tx: WriteAs<As>) => Promise<T>): Promise<T>;
}

/**
 * A door whose transactions act as a role. The login is a member of both roles and takes one on with the message
 * that begins the transaction, until it ends.
 * @param about what the policies let it see beyond what is everyone's: the id of a tenant, of an operation or of a
 *   certificate, or the hash of an owner's address
 */
export function doorAs<As extends Role>(role: As, about = ""): Door<As> {
  if (!ABOUT.test(about)) throw new Error("A transaction is about an id or a hash.");
  const subject = about && `; set local app.about = '${about}'`;
  const settings = () => `set local role ${platformDatabase().name}_${role}${subject}`;
  return {
    async read<T>(work: (tx: ReadAs<As>) => T | Promise<T>): Promise<Awaited<T>> {
      const pool = await poolOf(platformDatabase());
      return await readTogether(pool, settings(), async (tx) => work({ ...tx, [held]: role }));
    },
    async write<T>(work: (tx: WriteAs<As>) => Promise<T>): Promise<T> {
      const pool = await poolOf(platformDatabase());
      return writeTogether(pool, settings(), (tx) => work({ ...tx, [held]: role }));
    },
  };
}

/** It stands in a statement's text. */
const ABOUT = /^[0-9a-z-]{0,64}$/i;

export function platformDatabase() {
  return { name: `${env().DATABASE_PREFIX}_platform`, server: "", generation: 0 };
}

import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import type { DatabaseAddress } from "./pools";
import { adminOf } from "./servers";

/** A seal on a tenant in one database: the tenant is read and not written. See `begin_write` of guard.sql. */
export interface Seal {
  /**
   * Makes the seal permanent, even if this process dies.
   * @returns false if it had lapsed, so that writers may have been let in
   */
  makePermanent(): Promise<boolean>;
  /** Stops renewing the seal. It lapses within its seconds, unless it was made permanent. */
  end(): Promise<void>;
}

/**
 * Seals a tenant, after the writers that came before have ended. Others are refused with SiteSealed from then
 * on. The seal is a lease: it is renewed while this process lives, and lapses by itself when it is killed.
 * @param seconds after which it lapses when it is not renewed
 * @throws Error when a writer does not end within half a minute
 */
export async function sealTenant(
  address: DatabaseAddress,
  tenantId: string,
  seconds: number,
): Promise<Seal> {
  const admin = adminOf(address);
  const until = `clock_timestamp() + make_interval(secs => ${Number(seconds)})`;
  const renew = (to: string) =>
    withoutWriters(admin, tenantId, async (sql) => {
      const { count } = await sql.unsafe(
        `update ledger.seals set until = ${to}
        where tenant_id = $1 and until > clock_timestamp() and until < 'infinity'`,
        [tenantId],
      );
      return count > 0;
    });
  try {
    await withoutWriters(admin, tenantId, (sql) =>
      sql.unsafe(
        `insert into ledger.seals (tenant_id, until) values ($1, ${until})
        on conflict (tenant_id) do update set until = excluded.until`,
        [tenantId],
      ),
    );
  } catch (error) {
    await admin.end({ timeout: 1 });
    throw error;
  }
  // A failed renewal is ignored here: `makePermanent` says whether the seal has lapsed.
  const renewing = setInterval(() => void renew(until).catch(() => {}), (seconds * 1000) / 4);
  return {
    async makePermanent() {
      clearInterval(renewing);
      return renew("'infinity'");
    },
    async end() {
      clearInterval(renewing);
      await admin.end({ timeout: 1 });
    },
  };
}

/** Lets writers in again. Idempotent. */
export async function unsealTenant(address: DatabaseAddress, tenantId: string): Promise<void> {
  const admin = adminOf(address);
  try {
    await admin`delete from ledger.seals where tenant_id = ${tenantId}`;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/** New writers queue behind whoever waits for the lock, so it waits briefly and tries again. */
const TRIES = 15;
const PATIENCE = "1500ms";

/** Does something while no transaction writes for the tenant. */
async function withoutWriters<T>(
  admin: postgres.Sql,
  tenantId: string,
  work: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      const done = await admin.begin(async (sql) => {
        await sql.unsafe(`set local lock_timeout = '${PATIENCE}'`);
        await sql`select pg_advisory_xact_lock(hashtextextended('write ' || ${tenantId}, 0))`;
        return { value: await work(sql) };
      });
      return done.value;
    } catch (error) {
      if (left === 0 || !isLockTimeout(error)) throw error;
      await pause(500);
    }
  }
}

/** SQLSTATE 55P03. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "55P03";
}

import { type Catalogue, quoted } from "../catalogue";
import type { Attempt, Side } from "./attempt";

/** Attempts within a tenant: reading as a visitor what only members may read. */
export function attemptsOnAudience({ tables }: Catalogue): Attempt[] {
  return tables
    .filter(({ columns }) => columns.some((column) => column.name === "visibility"))
    .flatMap(({ name, columns }) => {
      const trashed = columns.some((column) => column.name === "trashed_at")
        ? " or trashed_at is not null"
        : "";
      const statement = `select * from ${quoted(name)} where visibility = 'private'${trashed}`;
      return ["set local app.audience = 'visitors'", "reset app.audience"].map(
        (settings): Attempt => ({
          kind: "audience",
          on: name,
          verdict: "empty",
          statement,
          settings,
        }),
      );
    });
}

/** Each writing transaction waits for whoever seals its tenant, and is refused once it is sealed. */
export function attemptsOnGuards({ tenantId }: Side): Attempt[] {
  const unheld = `select 1 where not exists (select from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
    and pid = pg_backend_pid() and ((classid::bigint << 32) | objid::bigint) = hashtextextended('write ${tenantId}', 0))`;
  return [
    {
      kind: "seal",
      on: "begin_write",
      verdict: "refused",
      statement: "select public.begin_write()",
      settings: SEALED,
    },
    {
      kind: "seal",
      on: "begin_write",
      verdict: "empty",
      statement: `select public.begin_write(); ${unheld}`,
    },
  ];
}

/** Settings value that makes an administrator seal the attacker's own tenant before the attempt. */
export const SEALED = "sealed";

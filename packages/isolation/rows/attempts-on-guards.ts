import { type Catalogue, quoted } from "../catalogue";
import type { Attempt, Side } from "./attempt";

/** Attempts within a tenant: reading what only members may read as a visitor, as nobody, and on the way to sign in. */
export function attemptsOnAudience({ tables }: Catalogue): Attempt[] {
  const viewing = FOR_EDITORS.map(
    (name): Attempt => ({
      kind: "audience",
      on: name,
      verdict: "empty",
      statement: `select * from ${quoted(name)}`,
      settings: "set local app.audience = 'viewers'",
    }),
  );
  const others = tables.flatMap(({ name }) =>
    [
      "set local app.audience = 'visitors'",
      "reset app.audience",
      "set local app.audience = 'senders'",
      ...(OF_SIGN_IN.includes(name) ? [] : ["set local app.audience = 'sign-in'"]),
    ].map(
      (settings): Attempt => ({
        kind: "audience",
        on: name,
        verdict: "public",
        statement: `select * from ${quoted(name)}`,
        settings,
      }),
    ),
  );
  return [...viewing, ...others];
}

/** What owners and editors read, and no viewer. */
const FOR_EDITORS: readonly string[] = ["messages", "blocked_senders"];

/** What signing in reads: who there is, and links and sessions. */
const OF_SIGN_IN: readonly string[] = ["members", "sessions", "one_time_tokens", "invitations"];

/** Each writing transaction waits for whoever seals its tenant, and is refused once it is sealed. */
export function attemptsOnGuards({ tenantId }: Side): Attempt[] {
  const unheld = `select 1 where not exists (select from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
    and pid = pg_backend_pid() and ((classid::bigint << 32) | objid::bigint) = hashtextextended('write ${tenantId}', 0))`;
  return [
    {
      kind: "audience",
      on: "begin_write",
      verdict: "refused",
      statement: "select public.begin_write()",
      settings: "set local app.audience = 'visitors'",
    },
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

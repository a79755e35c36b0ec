import postgres from "postgres";

/** Connections of administrators that nobody uses just now, by address. */
const idle = new Map<string, postgres.Sql[]>();

/** Takes back what a session may have set; what the next one learns of the tables stays. */
const CLEAN =
  "rollback; set session authorization default; reset all; unlisten *; select pg_advisory_unlock_all(); discard temp; discard sequences";

/**
 * Lends a connection of an administrator that is kept until the end of the test file, because opening one and having
 * it learn the tables costs ten times what most tests ask over it. Two at once get two.
 */
export async function withAdministrator<T>(
  url: string,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const lent =
    idle.get(url)?.pop() ?? postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  let clean = false;
  try {
    const answer = await work(lent);
    clean = await lent.unsafe(CLEAN).then(
      () => true,
      () => false,
    );
    return answer;
  } finally {
    if (clean) idle.set(url, [...(idle.get(url) ?? []), lent]);
    else await lent.end({ timeout: 5 });
  }
}

/** Ends them, so that nobody is connected to what the next file drops. */
export async function leaveAdministrators(): Promise<void> {
  const left = [...idle.values()].flat();
  idle.clear();
  await Promise.all(left.map((sql) => sql.end({ timeout: 5 })));
}

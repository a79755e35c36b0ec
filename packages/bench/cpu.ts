import { readdirSync, readFileSync } from "node:fs";
import postgres from "postgres";

/** Kernel ticks of /proc/PID/stat in a second; USER_HZ is 100 on every Linux. */
const TICKS = 100;

/** Processor time that a process has used so far, in milliseconds. */
export function cpuOf(pid: number): number {
  const [own = 0] = timesOf(pid);
  return own;
}

/**
 * Reads the processor time that a Postgres on this machine has used so far, in milliseconds: its connections,
 * its own processes and those that have ended.
 * @throws Error where the server is on another machine
 */
export async function cpuOfPostgres(url: string): Promise<() => number> {
  const sql = postgres(url, { max: 1 });
  // A connection's process is a child of the server's first.
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const parent = parentOf(row?.pid ?? 0);
  await sql.end();
  if (!parent) throw new Error("The database server is on another machine and can't be measured.");
  return () => {
    const [own = 0, ended = 0] = timesOf(parent);
    return childrenOf(parent).reduce((sum, pid) => sum + cpuOf(pid), own + ended);
  };
}

/** Its own time and that of its ended children; zero for a process that has ended meanwhile. */
function timesOf(pid: number): number[] {
  const fields = fieldsOf(pid);
  const ms = (from: number) =>
    ((Number(fields[from] ?? 0) + Number(fields[from + 1] ?? 0)) / TICKS) * 1000;
  return [ms(11), ms(13)];
}

function parentOf(pid: number): number {
  return Number(fieldsOf(pid)[1] ?? 0);
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent);
}

/** What /proc/PID/stat says after the name, which may hold any sign. */
function fieldsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  } catch {
    return [];
  }
}

/**
 * What must be one in a process. The front and the app are two module graphs, and Next bundles pages, handlers and
 * the start apart as well: whatever a module keeps for itself is kept once in each of them.
 */
export type SharedName =
  /** What front and app tell each other: base/bridge.ts. */
  | "bridge"
  /** The trace of what runs: base/telemetry/trace.ts. */
  | "trace"
  /** Which faults of a request have their line: base/telemetry/told.ts. */
  | "told"
  /** Where lines, spans and figures go: base/telemetry/sender.ts. */
  | "telemetry"
  /** What names stand for, by request: server/access/tenants.ts. */
  | "tenants"
  /** What the status page knows: server/status/snapshot.ts. */
  | "status"
  /** The connections to databases and their cap: db/pools.ts. */
  | "pools"
  /** What those connections have prepared: db/pools/queries.ts. */
  | "prepared"
  /** How long databases may still keep a request waiting: db/deadline.ts. */
  | "deadlines";

const KEY = Symbol.for("swingtag");

/**
 * The process's one thing of a name.
 * @param make makes it for whoever asks first
 */
export function shared<T>(name: SharedName, make: () => T): T {
  const here = globalThis as { [KEY]?: Map<SharedName, unknown> };
  here[KEY] ??= new Map();
  if (!here[KEY].has(name)) here[KEY].set(name, make());
  // Each name belongs to one file, so that what lies under it is what that file makes.
  return here[KEY].get(name) as T;
}

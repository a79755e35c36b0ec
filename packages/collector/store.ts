import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SCHEMA } from "./schema";
import { isFull, row, transact } from "./sqlite";
import { type Batch, type Line, SEVERITY } from "./told";

export interface StoreSettings {
  readonly folder: string;
  /** How much it may hold, in megabytes. */
  readonly megabytes: number;
}

export interface Store {
  readonly database: DatabaseSync;
  /** Writes a batch; it is on disk once this returns. Removes the oldest rows if there is no room. */
  write(batch: Batch): void;
  /** Removes what is older, a few thousand rows at a time. @returns whether there is more to remove */
  forget(before: number): boolean;
  /** How far a file has been read, in bytes. */
  readTo(file: string): number;
  /** How many lines, spans and points were removed early for lack of room. */
  readonly evicted: number;
  close(): void;
}

/** The name of the store's file; another schema has another name. */
const FILE = "telemetry-1.sqlite";

const TABLES = ["lines", "spans", "points"] as const;

/** How many rows of each table one pass removes. */
const PASS = 2000;

/**
 * The size of the reserve file, in bytes. It is deleted if the disk is full, because removing old rows needs
 * some room.
 */
const RESERVE = 4_000_000;

/** Opens one SQLite file. A killed process loses nothing that it has confirmed. */
export function openStore({ folder, megabytes }: StoreSettings): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, FILE));
  database.exec("pragma auto_vacuum = incremental; pragma journal_mode = wal");
  database.exec("pragma synchronous = normal; pragma busy_timeout = 5000");
  const { page_size: pageSize } = row(database.prepare("pragma page_size"));
  database.exec(`pragma max_page_count = ${Math.floor((megabytes * 1e6) / Number(pageSize))}`);
  database.exec(SCHEMA);
  const insert = {
    line: database.prepare(`insert into lines (time, level, severity, part, instance, version,
      message, trace, span, request, tenant, site, attributes)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    span: database.prepare(`insert into spans (trace, span, parent, name, part, instance, time,
      ended, failed, attributes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    point: database.prepare(`insert into points (time, name, part, instance, attributes, value,
      count, buckets) values (?, ?, ?, ?, ?, ?, ?, ?)`),
  };
  const owner = {
    of: database.prepare("select tenant, site from lines where trace = ? and tenant <> '' limit 1"),
    give: database.prepare(
      "update lines set tenant = ?, site = ? where trace = ? and part = 'database' and tenant = ''",
    ),
  };
  const reserve = join(folder, "reserve");
  writeFileSync(reserve, Buffer.alloc(RESERVE));
  let evicted = 0;

  return {
    database,
    write(batch) {
      for (let attempt = 0; ; attempt++)
        try {
          return transact(database, () => write(batch));
        } catch (error) {
          if (!isFull(error) || attempt >= 50) throw error;
          evicted += makeRoom();
        }
    },
    readTo(file) {
      const found = database.prepare("select read_to from files where file = ?").get(file);
      return Number(found?.read_to ?? 0);
    },
    forget(before) {
      return transact(database, () =>
        TABLES.map((table) => {
          const { changes } = database
            .prepare(
              `delete from ${table} where id in
                (select id from ${table} where time < ? order by time limit ${PASS})`,
            )
            .run(before);
          return Number(changes) === PASS;
        }).some(Boolean),
      );
    },
    get evicted() {
      return evicted;
    },
    close: () => database.close(),
  };

  function write({ lines = [], spans = [], points = [], read }: Batch): void {
    const owners = new Map<string, Line>();
    for (const given of lines) {
      const line = given.part === "database" ? owned(given) : given;
      if (line.traceId && line.tenant && !owners.has(line.traceId)) owners.set(line.traceId, line);
      insert.line.run(
        ...[line.time, line.level, SEVERITY[line.level], line.part, line.instance, line.version],
        ...[line.message, line.traceId, line.spanId, line.requestId, line.tenant, line.site],
        JSON.stringify(line.attributes),
      );
    }
    for (const { traceId, tenant, site } of owners.values()) owner.give.run(tenant, site, traceId);
    for (const span of spans)
      insert.span.run(
        ...[span.traceId, span.spanId, span.parentId, span.name, span.part, span.instance],
        ...[span.started, span.ended, span.failed ? 1 : 0, JSON.stringify(span.attributes)],
      );
    for (const point of points)
      insert.point.run(
        ...[point.time, point.name, point.part, point.instance, JSON.stringify(point.attributes)],
        ...[point.value, point.count, JSON.stringify(point.buckets)],
      );
    if (read)
      database
        .prepare("insert into files values (?, ?) on conflict (file) do update set read_to = ?")
        .run(read.file, read.to, read.to);
  }

  /** Adds the tenant to a line of Postgres, which has only a trace, from the app's lines of the same trace. */
  function owned(line: Line): Line {
    if (!line.traceId || line.tenant) return line;
    const known = owner.of.get(line.traceId);
    return known ? { ...line, tenant: String(known.tenant), site: String(known.site) } : line;
  }

  /** Makes room. At the file's own limit rows can be removed; on a full disk the reserve is freed first. */
  function makeRoom(): number {
    try {
      return evict();
    } catch (error) {
      if (!isFull(error)) throw error;
      rmSync(reserve, { force: true });
      const gone = evict();
      database.exec("pragma wal_checkpoint(truncate)");
      return gone;
    }
  }

  /** Removes the oldest rows of each table, in proportion to the table's size. */
  function evict(): number {
    return transact(database, () => {
      let gone = 0;
      for (const table of TABLES) {
        const { rows } = row(database.prepare(`select count(*) as rows from ${table}`));
        const some = Math.max(PASS, Math.ceil(Number(rows) / 20));
        const { changes } = database
          .prepare(
            `delete from ${table} where id in (select id from ${table} order by time limit ?)`,
          )
          .run(some);
        gone += Number(changes);
      }
      return gone;
    });
  }
}

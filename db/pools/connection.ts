import { connect, type Socket } from "node:net";
import postgres from "postgres";
import { env } from "@/base/env";
import { loginOf } from "../login";
import { refusePowerfulRole } from "./role";
import { refuseOlderPlatform, refuseOlderSchema } from "./schema";
import { DatabaseUnavailable, isWrongPassword } from "./unavailable";

export type Sql = postgres.Sql<{ date: unknown; json: unknown }>;

/** Where a database is, and which login opens it. */
export interface DatabaseAddress {
  /** The name of the database and of its login role. */
  readonly name: string;
  /** `host:port` of its server, empty for the platform's own server, `NAME@host:port` for a stack's. */
  readonly server: string;
  /** Which generation of the login's password counts; see `rolePassword`. */
  readonly generation: number;
}

/** Which side a database is on; it decides what is checked before its connections are lent. */
export type Side = "tenant" | "platform";

/** One connection to a database as its runtime role, for one transaction at a time. */
export interface Connection {
  readonly sql: Sql;
  /** Whether it has ended. It never comes back; another is opened instead. */
  readonly lost: boolean;
  /** When it began to open, in milliseconds of `performance.now`: what changed since may be unknown to its session. */
  readonly opened: number;
  /** The generation of the password that let it in. */
  readonly generation: number;
  /** Ends it at once: what waits on it is rejected, and Postgres rolls its transaction back. */
  destroy(): void;
  /** Hangs up and resolves when the server has ended the session too, or after half a second. Nobody may use it. */
  close(): Promise<void>;
}

/** How long reaching the server and logging in may take together, in milliseconds. */
const PATIENCE = 3000;

/**
 * Opens one connection and proves that its role is a runtime role and that the schema is not older than the
 * code. Where the password is refused, the next generation is tried: the database may be
 * in the middle of a rotation, or the address from before it.
 * It stays reserved for as long as it lives, so that the driver never moves a query to another connection, where
 * it would run outside its transaction.
 * @param onLost told once the connection has ended, also when it never came to be
 * @throws DatabaseUnavailable, or Error from the driver, or naming what is wrong with the role
 */
export async function openConnection(
  address: DatabaseAddress,
  side: Side,
  onLost: () => void,
): Promise<Connection> {
  try {
    return await openWith(address, side, onLost);
  } catch (error) {
    if (!isWrongPassword(error)) throw error;
    const next = { ...address, generation: address.generation + 1 };
    return openWith(next, side, onLost);
  }
}

async function openWith(
  address: DatabaseAddress,
  side: Side,
  onLost: () => void,
): Promise<Connection> {
  const opened = performance.now();
  const reached: Socket[] = [];
  let lost = false;
  const client = driver(address, reached, () => {
    lost = true;
    onLost();
  });
  const destroy = () => {
    lost = true;
    for (const socket of reached) socket.destroy();
    void client.end({ timeout: 0 });
  };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLateError()), PATIENCE);
  });
  try {
    const sql = await Promise.race([client.reserve(), tooLate]);
    // Sent together: the second proof costs no round trip.
    const refuseOlder = side === "tenant" ? refuseOlderSchema : refuseOlderPlatform;
    const proofs = [refusePowerfulRole(sql), refuseOlder(sql, address.name)];
    await Promise.race([Promise.all(proofs), tooLate]);
    return {
      sql,
      get lost() {
        return lost;
      },
      opened,
      generation: address.generation,
      destroy,
      async close() {
        lost = true;
        await Promise.all(reached.map(hangUp));
        destroy();
      },
    };
  } catch (error) {
    destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** How long the server may take to end a session, in milliseconds. */
const FAREWELL = 500;

function hangUp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FAREWELL);
    const gone = () => {
      clearTimeout(timer);
      resolve();
    };
    if (socket.destroyed) return gone();
    socket.once("close", gone);
    socket.end();
  });
}

/** The error when no session came in time. Without our patch the driver never answers the first reservation. */
function tooLateError(): Error {
  return "mended" in postgres
    ? new DatabaseUnavailable("The database does not let us in.")
    : new Error(
        "node_modules/postgres lacks patches/postgres+3.4.9.patch. Run npx patch-package and start again.",
      );
}

const asText = (value: unknown) => value;
const momentAsText = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
const jsonAsText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

function driver(address: DatabaseAddress, reached: Socket[], onclose: () => void): Sql {
  const { DATABASE_URL, DATABASE_POOLER, instance } = env();
  const login = loginOf(address, address.server ? `postgres://${address.server}` : DATABASE_URL);
  return postgres({
    ...login,
    socket: () => reach(login.host, login.port, reached),
    max: 1,
    prepare: DATABASE_POOLER === "none",
    // The leases close old and idle connections, because the driver can't see a transaction end.
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: PATIENCE / 1000,
    connection: { application_name: `swingtag ${instance}`.slice(0, 63) },
    fetch_types: false,
    onnotice: () => {},
    onclose,
    types: {
      // Drizzle converts dates and JSON itself and needs the text that Postgres wrote. Converted twice, an
      // object would be stored as a JSON string.
      date: { to: 1184, from: [1082, 1083, 1114, 1184], serialize: momentAsText, parse: asText },
      json: { to: 114, from: [114, 3802], serialize: jsonAsText, parse: asText },
    },
  });
}

/**
 * Sends small writes at once (`noDelay`). Held back until the server confirms the packet before, the end of a
 * transaction would cost another round trip.
 */
function reach(host: string, port: number, reached: Socket[]): Promise<Socket> {
  const socket = connect({ host: host.replace(/^\[|\]$/g, ""), port, noDelay: true });
  reached.push(socket);
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new DatabaseUnavailable("The connection was given up.")));
    socket.once("connect", () => {
      socket.removeAllListeners();
      // The driver reads the host from the socket, for the server name in TLS.
      resolve(Object.assign(socket, { host }));
    });
  });
}

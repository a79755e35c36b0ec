import postgres from "postgres";
import { env } from "@/base/env";
import { databasePasswordOf, stackOn } from "@/base/stack";
import { loginOf } from "./login";
import type { DatabaseAddress } from "./pools";
import { urlOfDatabase } from "./setup";

/** A connection as adminOf gives it, what runs on it, and one that is held. */
export type AdminSql = postgres.Sql;
export type AdminStatements = postgres.ISql;
export type AdminTransaction = postgres.TransactionSql;
export type AdminHold = postgres.ReservedSql;

/**
 * The administrator's address of a server.
 * @param server `host:port` as in the platform's `databases`, empty for the platform's own, `NAME@host:port`
 *   for a stack's
 * @throws Error that names the setting when the server is not among DATABASE_URL and DATABASE_SERVERS, or when
 *   the stack does not stand yet
 */
export function adminUrlOf(server: string): string {
  const { DATABASE_URL, DATABASE_SERVERS } = env();
  if (server === "") return DATABASE_URL;
  const stack = stackOn(server);
  if (stack) return adminUrlIn(stack, server);
  const url = DATABASE_SERVERS.find((given) => serverOf(given) === server);
  if (url) return url;
  throw new Error(
    `No administrator is known for the server ${server}. Add its postgres:// address to DATABASE_SERVERS.`,
  );
}

function adminUrlIn(stack: string, server: string): string {
  const at = server.slice(stack.length + 1);
  if (!at) throw new Error(`The stack ${stack} does not stand yet.`);
  return `postgres://postgres:${databasePasswordOf(stack)}@${at}`;
}

/** Every server of the settings that may hold tenants, as `databases.server` names them: the platform's own first, as ''. */
export function listServers(): string[] {
  return ["", ...env().DATABASE_SERVERS.map(serverOf)];
}

/**
 * One administrator's connection to a database, or to the server's own where none is named. End it.
 * @param session sent when it begins, such as `{ statement_timeout: 5000 }`
 */
export function adminOf(
  address: { readonly server: string; readonly name?: string },
  session: Record<string, string | number> = {},
): postgres.Sql {
  const url = adminUrlOf(address.server);
  return postgres(address.name ? urlOfDatabase(url, address.name) : url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: `swingtag jobs ${env().instance}`.slice(0, 63), ...session },
  });
}

/** One connection to a database as the role that the app has there. End it. */
export function asOwnRole(address: DatabaseAddress): AdminSql {
  return postgres({
    ...loginOf(address, adminUrlOf(address.server)),
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
  });
}

function serverOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || 5432}`;
}

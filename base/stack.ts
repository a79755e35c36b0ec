import { env, keyFor } from "./env.ts";

/**
 * The stack that a server belongs to. `databases.server` is `NAME@host:port` for the database of a stack.
 * @returns its name, or null for the servers of the platform
 */
export function stackOn(server: string): string | null {
  return /^(s\d{8})@/.exec(server)?.[1] ?? null;
}

/** How `databases.server` names the Postgres of a stack. @param at `host:port`, or empty before it stands */
export function serverOfStack(name: string, at: string): string {
  return `${name}@${at}`;
}

/** The SECRET of a stack: derived from the platform's, so that it is stored nowhere. */
export function secretOfStack(name: string): string {
  return keyFor(`stack ${name}`).toString("base64url");
}

/** The password of the administrator of a stack's Postgres. */
export function databasePasswordOf(name: string): string {
  return keyFor(`stack database ${name}`).toString("base64url");
}

/** The SECRET from which the logins of a server's databases derive their passwords. */
export function secretOn(server: string): string {
  const name = stackOn(server);
  return name === null ? env().SECRET : secretOfStack(name);
}

/** The key of sign-in links of one tenant, the same on the platform and in its stack. */
export function signInKeyOf(tenantId: string): string {
  return env().SIGN_IN_KEY ?? keyFor(`next-auth ${tenantId}`).toString("base64url");
}

import type { Trial } from "./compose-restart";
import { addressOfService, askReplica } from "./replica";

/** Looks as a stranger at each replica, past the proxy; a change has a second to arrive. */
export async function atBoth(
  { acting, project }: Pick<Trial, "acting" | "project">,
  host: string,
  path: string,
  check: (body: string) => void,
): Promise<void> {
  const { httpsPort } = acting.deployment;
  for (const web of ["web-1", "web-2"]) {
    const address = await addressOfService(project, web);
    const told = await askReplica(address, 3000, { host: `${host}:${httpsPort}`, path });
    expectStatus(told, 200, `${host}${path} at ${web}`);
    check(told.body);
  }
}

/** @throws Error when another status came */
export function expectStatus(
  { status }: { readonly status: number },
  wanted: number,
  what: string,
): void {
  if (status !== wanted) throw new Error(`${what} answered ${status}.`);
}

/** @throws Error when a text shows where it must not */
export function without(body: string, text: string): void {
  if (body.includes(text)) throw new Error(`“${text}” shows where it must not.`);
}

/** `1.5 s`, of milliseconds. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

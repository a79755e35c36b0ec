/** What a tenant's stack is made from. The same order, given again, completes a stack that a kill left unfinished. */
export interface StackOrder {
  /** `s` and eight digits: the compose project, the namespace or the CloudFormation stack is named by it. */
  readonly name: string;
  /** Name and tag of the image that the platform itself runs. */
  readonly image: string;
  /** The password of the stack's Postgres administrator, `postgres`. */
  readonly databasePassword: string;
  /** The settings of its web process and worker, without DATABASE_URL, FILES and BACKUPS, which the driver sets. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Where the platform reaches a stack. */
export interface StackAddresses {
  /** Its Postgres, as host:port, with `?sslmode=require` behind it where it wants TLS. */
  readonly server: string;
  /** Its web processes, as http://host:port. */
  readonly origin: string;
}

/** Makes and removes stacks on one ground. Every method is idempotent and can be called again after a kill. */
export interface StackDriver {
  /**
   * Creates or completes a stack: Postgres, its setup job run to the end, web processes and worker.
   * @param progress says what is being waited for, in words a person reads
   * @returns when its web processes answer /readyz
   */
  ensure(
    order: StackOrder,
    progress: (step: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<StackAddresses>;
  /** Removes it with all it stored; returns when nothing is left. No error where there is none. */
  remove(
    name: string,
    progress: (step: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /** The names of all stacks of this installation on the ground, whole or not. */
  list(): Promise<string[]>;
}

/** Opens the driver of the ground that a setting STACKS names. */
export type OpenDriver = (setting: string) => Promise<StackDriver>;

let opener: OpenDriver | undefined;

/**
 * Hands this process what makes stacks: the worker and the command line say it once, when they start. The drivers
 * themselves stand beside the product, in packages/deploy/stack, so that no page and no job brings their packages along.
 */
export function handDrivers(open: OpenDriver): void {
  opener = open;
}

/**
 * Opens the driver that a setting STACKS names.
 * @throws Error saying what to do where there is none
 */
export async function openDriver(setting: string): Promise<StackDriver> {
  if (groundOf(setting) === null)
    throw new Error(
      "No ground makes stacks here. Set STACKS to one, such as compose:///var/run/docker.sock.",
    );
  if (!opener)
    throw new Error("This process makes no stacks. Run jobs apart from it: npm run worker.");
  return opener(setting);
}

/** The ground that a setting STACKS names, such as `compose`, or null for `none`. */
export function groundOf(setting: string): string | null {
  return setting === "none" ? null : addressIn(setting).protocol.slice(0, -1);
}

/** The image that stacks are made from: `image` of the setting's query, or Swingtag's of a version. */
export function imageOf(setting: string, version: string): string {
  return addressIn(setting).searchParams.get("image") ?? `swingtag:${version}`;
}

/** A setting STACKS as an address. `processes` alone is short for one without anything else in it. */
export function addressIn(setting: string): URL {
  return new URL(setting.includes(":") ? setting : `${setting}:`);
}

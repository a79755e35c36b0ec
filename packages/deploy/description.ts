/** What there is to run, in no ground's words: each emitter turns this into its own. */
export interface App {
  readonly name: "swingtag";
  /** The image's tag. */
  readonly version: string;
  /** Name and tag. */
  readonly image: string;
  readonly domain: string;
  readonly processes: Readonly<Record<ProcessName, Process>>;
  readonly jobs: Readonly<Record<JobName, Job>>;
  readonly database: DatabaseSize;
}

export type ProcessName = "web" | "worker" | "collector";

/** `setup` creates and migrates everything and runs before each version's first process. */
export type JobName = "setup";

/** Something that runs until it is stopped. */
export interface Process {
  readonly name: ProcessName;
  /** What follows the image's entry point. */
  readonly args: readonly string[];
  /** How many run at least, and at most where the ground scales by itself. */
  readonly replicas: { readonly least: number; readonly most: number };
  /** In thousandths of a processor. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: number;
  /** What it listens on, or null. */
  readonly port: number | null;
  readonly health: Health;
  /** How long it may take to end after SIGTERM, in seconds. */
  readonly drain: number;
}

/** How the ground learns that a process is alive and that it can serve: paths of its port. */
export interface Health {
  readonly alive: string;
  readonly ready: string;
}

/** Something that runs to its end. */
export interface Job {
  readonly name: JobName;
  readonly args: readonly string[];
  readonly cpu: number;
  readonly memory: number;
  /** How long it may take, in seconds. */
  readonly limit: number;
}

export interface DatabaseSize {
  /** Postgres's major version. */
  readonly version: number;
  /** In thousandths of a processor. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: number;
  /** In GiB. */
  readonly disk: number;
  readonly connections: number;
}

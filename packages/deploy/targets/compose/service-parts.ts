import type { App } from "@/packages/deploy/description";
import type { Deployment } from "@/packages/deploy/settings";
import type { Service } from "./schema";

/** Where secrets stand for compose to read: a folder that only this user opens. */
export const KEEP = "SWINGTAG_KEEP";

export interface Placed {
  readonly app: App;
  readonly deployment: Deployment;
  /** Where secrets are read from when SWINGTAG_KEEP says nothing, relative to the compose file. */
  readonly stateFolder: string;
  /** Whether the database's image is built from the emitted folder, or was carried in. */
  readonly builds: boolean;
}

/** The image of Postgres and PgBouncer, of this version. */
export function databaseImageOf({ app, deployment }: Pick<Placed, "app" | "deployment">): string {
  return `${deployment.image}-database:${app.version}`;
}

/** Name of a part's file of secrets. */
export function secretsFile(part: string): string {
  return `${part}.env`;
}

/** No container may write to its image, gain rights, or hold one it was not given here. */
export const guarded = {
  read_only: true,
  cap_drop: ["ALL"],
  security_opt: ["no-new-privileges:true"],
  logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "5" } },
} satisfies Partial<Service>;

/** What a container may have at most. @param cpu thousandths of a processor @param memory in MB */
export function limited(cpu: number, memory: number, pids: number) {
  return { cpus: cpu / 1000, mem_limit: `${memory}m`, pids_limit: pids };
}

/** The folder of secrets, as compose reads it. */
export function secretsFolderOf({ stateFolder }: Placed): string {
  return `\${${KEEP}:-${stateFolder}}`;
}

/** The path of a part’s file of secrets. */
export function secretsOf(placed: Placed, part: string): string {
  return `${secretsFolderOf(placed)}/${secretsFile(part)}`;
}

/** A health check. @param starts how many seconds it may take to start */
export function probed(test: readonly string[], starts: number) {
  return { test, interval: "5s", timeout: "4s", retries: 3, start_period: `${starts}s` };
}

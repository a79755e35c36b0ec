import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { deployment as written } from "./deployment";
import { diff, emit } from "./emit";
import { type Deployment, deploymentSettings, readDeployment, WrongSetting } from "./settings";
import type { Acting, Target } from "./target";
import { targets } from "./targets";

export interface DeployTerminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Where a deployment's files go. */
export interface Folders {
  /** Emitted files, one folder for each target. */
  readonly emitted: string;
  /** Secrets and what else is kept between runs, one folder for each target. */
  readonly state: string;
}

/**
 * Runs one command of `npm run deploy`.
 * @param words as typed after `npm run deploy --`
 * @returns the code to exit with: 0 done, 1 failed or (diff, status) not as it should be, 2 not understood
 */
export async function runDeploy(
  words: readonly string[],
  terminal: DeployTerminal,
  folders: Folders,
): Promise<number> {
  let code = 0;
  const program = new Command("npm run deploy --")
    .description("Puts Swingtag up on a ground, and takes it down again, from one description.")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .exitOverride()
    .showHelpAfterError("(--help shows the commands)");

  const say = (line: string) => terminal.out(`${line}\n`);
  const command = (name: string, says: string) =>
    program
      .command(name)
      .description(says)
      .addOption(
        new Option("--target <name>", "the ground").choices(["all", ...Object.keys(targets)]),
      )
      .option(
        "--set <name=value>",
        "a setting of this deployment; repeat for more",
        (entry: string, entries: string[]) => [...entries, entry],
        [],
      );

  command("emit", "write the target's files; the same deployment gives the same bytes").action(
    async ({ target, set }: Options) => {
      const deployment = deploymentOf(set);
      for (const one of await chosen(target)) {
        const files = await emit(one, deployment, join(folders.emitted, one.name));
        say(`${one.name}: ${files.length} files in ${join(folders.emitted, one.name)}`);
      }
    },
  );
  command("diff", "what an emit would change").action(async ({ target, set }: Options) => {
    const deployment = deploymentOf(set);
    for (const one of await chosen(target)) {
      const differences = await diff(one, deployment, join(folders.emitted, one.name));
      for (const { kind, path } of differences) say(`${one.name}: ${kind} ${path}`);
      if (differences.length > 0) code = 1;
      else say(`${one.name}: nothing would change`);
    }
  });
  command("up", "put it up, or bring it up to date; returns when it serves").action(
    async ({ target, set }: Options) => {
      const { one, acting } = await ready(target, set);
      await emit(one, acting.deployment, acting.folder);
      await one.up(acting);
    },
  );
  command("down", "take it down; what was stored stays unless --data")
    .option("--data", "remove what was stored, too")
    .action(async ({ target, set, data = false }: Options & { data?: boolean }) => {
      const { one, acting } = await ready(target, set);
      await emit(one, acting.deployment, acting.folder);
      await one.down({ ...acting, data });
    });
  command("status", "what runs and how it is").action(async ({ target, set }: Options) => {
    const { one, acting } = await ready(target, set);
    if (!(await one.status(acting))) code = 1;
  });

  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.error(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof WrongSetting ? 2 : 1;
  }

  async function ready(target: string | undefined, set: readonly string[]) {
    const [one, ...others] = await chosen(target);
    if (!one || others.length > 0) throw new WrongSetting("Name one target: --target compose.");
    const stateFolder = join(folders.state, one.name);
    await mkdir(stateFolder, { recursive: true, mode: 0o700 });
    const folder = join(folders.emitted, one.name);
    const acting: Acting = { deployment: deploymentOf(set), folder, stateFolder, say };
    return { one, acting };
  }
}

interface Options {
  readonly target?: string;
  readonly set: string[];
}

async function chosen(name: string | undefined): Promise<Target[]> {
  if (!name) throw new WrongSetting(`--target is missing: ${Object.keys(targets).join(", ")}.`);
  const loads = name === "all" ? Object.values(targets) : [targets[name]];
  return Promise.all(loads.flatMap((load) => (load ? [load()] : [])));
}

/** What is written in `deployment.ts`, overridden by `name=value` from the command line. */
function deploymentOf(set: readonly string[]): Deployment {
  const given: Record<string, unknown> = { ...written };
  for (const entry of set) {
    const [name = "", ...rest] = entry.split("=");
    if (rest.length === 0)
      throw new WrongSetting(`--set takes name=value, such as domain=beanie.ty, not ${entry}.`);
    given[name] = typed(name, rest.join("="));
  }
  return readDeployment(given);
}

/** Numbers, yes or no and lists are written as text on a command line. */
function typed(name: string, text: string): unknown {
  const schema = Object.entries(deploymentSettings).find(([key]) => key === name)?.[1].schema;
  const asGiven = (value: unknown) => schema?.safeParse(value).success === true;
  const list = text.split(",").map((entry) => entry.trim());
  const readings = [text, Number(text), text === "true", list];
  if (text !== "true" && text !== "false") readings.splice(2, 1);
  return readings.find(asGiven) ?? text;
}

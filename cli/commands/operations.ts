import type { Command } from "commander";
import { UUID } from "@/base/uuid";
import { platform } from "@/db/platform/door";
import { listWork, listWorkOf } from "@/db/platform/queries/console-work";
import { findOperation } from "@/db/platform/queries/operations";
import { OPERATION_STATES } from "@/db/platform/states";
import { type Answer, type Context, siteOf } from "../context";
import { follow } from "../operation";
import { dayOf, table } from "../table";

/** `operations`. */
export function addOperations(program: Command, context: Context): void {
  program
    .command("operations")
    .description("work that outlives a command: what runs, waits, ended or failed")
    .argument("[which]", "a site, or the id of one operation: then it is waited for")
    .option("--failed", "only what failed")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run tenants -- operations\n  npm run tenants -- operations begin\n  npm run tenants -- operations 0b0a6f0e-…\n",
    )
    .action(
      context.action(async (which: string | undefined, options: { failed?: boolean }) => {
        if (which && UUID.test(which)) {
          const found = await platform.read((tx) => findOperation(tx, which));
          if (found) return one(context, which);
        }
        return some(which, options.failed === true);
      }),
    );
}

async function one({ terminal }: Context, id: string): Promise<Answer> {
  const { input: _, memory: __, ...operation } = await follow(id, terminal);
  const waits = operation.state === "waiting" ? `, begins ${dayOf(operation.runAt)}` : "";
  return {
    data: operation,
    text: `${operation.kind} ${operation.slug}: ${operation.state}${waits}\n`,
  };
}

async function some(site: string | undefined, failed: boolean): Promise<Answer> {
  const tenant = site === undefined ? null : await siteOf(site);
  const states = failed ? (["failed"] as const) : OPERATION_STATES;
  const all = await platform.read((tx) =>
    tenant ? listWorkOf(tx, tenant.id, 100) : listWork(tx, states),
  );
  const shown = all.filter(({ state }) => states.some((wanted) => wanted === state));
  if (shown.length === 0 && site === undefined) return { data: [], text: "No work.\n" };
  if (shown.length === 0) return { data: [], text: `No work of ${tenant?.slug}.\n` };
  const rows = shown.map(({ createdAt, kind, slug, state, step, error, id }) => [
    dayOf(createdAt),
    kind,
    slug,
    state,
    error || step,
    id,
  ]);
  return { data: shown, text: table(["ordered", "kind", "site", "state", "", "id"], rows) };
}

/** The answer of a command that was told not to wait for its operation. */
export function ordered(id: string, what: string): Answer {
  return {
    data: { operation: id },
    text: `${what} is ordered. See how far it is: npm run tenants -- operations ${id}\n`,
  };
}

import { listBackups } from "@/server/life/backups";
import { orderReturn } from "@/server/life/import";
import { orderRestore, orderRestores } from "@/server/life/restores";
import { type Answer, BY, type Context, confirm, siteOf } from "../context";
import { missing, usage } from "../exits";
import { follow } from "../operation";
import { imported } from "./import";
import { several } from "./several";

/** What `restore` is given. */
export interface RestoreOptions {
  readonly backup?: string;
  readonly all?: boolean;
  readonly name?: string;
  readonly reason: string;
  readonly yes?: boolean;
}

/** `restore`, of one site, of all or as a new one. @throws Ending when there is no such backup */
export async function restore(
  context: Context,
  word: string | undefined,
  options: RestoreOptions,
): Promise<Answer> {
  const { reason, yes, name } = options;
  if ((word === undefined) === !options.all)
    throw usage("Name one site, or say --all for every site.");
  if (word === undefined) {
    if (name || options.backup) throw usage("With --all each site takes its newest backup.");
    const sentence = "Every site will be what it was at its newest backup; changes since are lost.";
    await confirm(context, { sentence, word: "all", yes });
    const { operations, passedOver } = await orderRestores({ by: BY, reason });
    for (const id of passedOver)
      context.terminal.err(`${id} was passed over: it has no backup, or is being worked on.\n`);
    return several(operations, "Restoring", "restored", context);
  }
  const id = name && /^[0-9a-f-]{36}$/.test(word) ? word : (await siteOf(word)).id;
  const chosen = options.backup ?? (await listBackups({ id }))[0]?.name;
  if (!chosen)
    throw missing(`${word} has no backup. Make one with: npm run tenants -- backup ${word}`);
  if (name !== undefined) {
    const order = await orderReturn({ tenantId: id, backup: chosen, name, by: BY });
    return imported(order, context.terminal);
  }
  const tenant = await siteOf(id);
  const sentence = `${tenant.slug} will be what it was at ${chosen}; what was changed since is lost.`;
  await confirm(context, { sentence, word: tenant.slug, yes });
  const order = await orderRestore({ tenant, backup: chosen, by: BY, reason });
  await follow(order, context.terminal);
  return {
    data: { operation: order, name: tenant.slug, backup: chosen },
    text: `${tenant.slug} is what it was at ${chosen}.\n`,
  };
}

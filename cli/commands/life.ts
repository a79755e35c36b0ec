import type { Command } from "commander";
import { addressOf } from "@/base/env";
import type { Tenant } from "@/db/scope";
import { bringBackTenant } from "@/server/life/bring-back";
import { deleteTenant } from "@/server/life/remove";
import { renameTenant } from "@/server/life/rename";
import { resumeTenant, suspendTenant } from "@/server/life/suspend";
import { type Answer, BY, type Context, confirm, REASON, siteOf, YES } from "../context";

/** `suspend`, `resume`, `rename`, `delete` and `bring-back`. */
export function addLife(program: Command, context: Context): void {
  program
    .command("suspend")
    .description("close a site until it is resumed; nothing of it is lost")
    .argument("<site>")
    .requiredOption(...REASON)
    .addHelpText("after", '\nExample:\n  npm run tenants -- suspend artmatt --reason "unpaid"\n')
    .action(
      context.action(async (site: string, { reason }: Why) => {
        const tenant = await suspendTenant({ tenant: await siteOf(site), by: BY, reason });
        return changed(tenant, `${tenant.slug} is suspended; every replica follows in a second.`);
      }),
    );
  program
    .command("resume")
    .description("open a suspended site again")
    .argument("<site>")
    .requiredOption(...REASON)
    .addHelpText("after", '\nExample:\n  npm run tenants -- resume artmatt --reason "paid"\n')
    .action(
      context.action(async (site: string, { reason }: Why) => {
        const tenant = await resumeTenant({ tenant: await siteOf(site), by: BY, reason });
        return changed(tenant, `${tenant.slug} is open again.`);
      }),
    );
  program
    .command("rename")
    .description("give a site another name; its former address leads there for a year")
    .argument("<site>", "its name now")
    .argument("<name>", "its new name")
    .requiredOption(...REASON)
    .addHelpText(
      "after",
      '\nExample:\n  npm run tenants -- rename artmatt art-matt --reason "he likes the hyphen"\n',
    )
    .action(
      context.action(async (site: string, typed: string, { reason }: Why) => {
        const name = typed.trim().toLowerCase();
        const before = await siteOf(site);
        const tenant = await renameTenant({ tenant: before, name, by: BY, reason });
        return changed(tenant, `${before.slug} is ${addressOf(tenant.slug)} now.`);
      }),
    );
  program
    .command("delete")
    .description("delete a site; it can be brought back for 30 days, then all of it is removed")
    .argument("<site>")
    .requiredOption(...REASON)
    .option(...YES)
    .addHelpText(
      "after",
      '\nExample:\n  npm run tenants -- delete artmatt --reason "asked for it by mail"\n',
    )
    .action(
      context.action(async (site: string, options: Why & { yes?: boolean }) => {
        const tenant = await siteOf(site);
        const sentence = `${tenant.slug} will be gone for its visitors and members at once, and for good in 30 days.`;
        await confirm(context, { sentence, word: tenant.slug, yes: options.yes });
        const { purgeAt } = await deleteTenant({ tenant, by: BY, reason: options.reason });
        const text = `${tenant.slug} is deleted. Until ${purgeAt.toISOString().slice(0, 10)} it comes back with: npm run tenants -- bring-back ${tenant.slug} --reason …\n`;
        return { data: { id: tenant.id, name: tenant.slug, state: "deleted", purgeAt }, text };
      }),
    );
  program
    .command("bring-back")
    .description("bring a deleted site back as it was")
    .argument("<site>")
    .requiredOption(...REASON)
    .addHelpText(
      "after",
      '\nExample:\n  npm run tenants -- bring-back artmatt --reason "it was a mistake"\n',
    )
    .action(
      context.action(async (site: string, { reason }: Why) => {
        const tenant = await bringBackTenant({ tenant: await siteOf(site), by: BY, reason });
        return changed(tenant, `${tenant.slug} is back, ${tenant.state} as before.`);
      }),
    );
}

interface Why {
  readonly reason: string;
}

function changed({ id, slug, state }: Tenant, sentence: string): Answer {
  return { data: { id, name: slug, state }, text: `${sentence}\n` };
}

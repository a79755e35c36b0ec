import type { Command } from "commander";
import { platform } from "@/db/platform/door";
import { orderOperation } from "@/db/platform/queries/operations";
import { listStacks, type Stack } from "@/db/platform/queries/stacks";
import { findTenantById } from "@/db/platform/queries/tenants";
import { type Answer, BY, type Context } from "../context";
import { missing } from "../exits";
import { follow } from "../operation";
import { dayOf, table } from "../table";

/** `stacks` with what can be done to them. */
export function addStacks(program: Command, context: Context): void {
  const stacks = program
    .command("stacks")
    .description("the stacks of sites that have one of their own")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run tenants -- stacks\n  npm run tenants -- stacks upgrade\n  npm run tenants -- stacks upgrade s04211234\n",
    );
  stacks
    .command("list", { isDefault: true })
    .description("all of them")
    .action(context.action(list));
  stacks
    .command("upgrade")
    .description("bring them to the image that STACKS names, one after the other")
    .argument("[name]", "this one alone")
    .action(context.action((name: string | undefined) => upgrade(context, name)));
}

async function list(): Promise<Answer> {
  const all = await platform.read(listStacks);
  const rows = await Promise.all(all.map(lineOf));
  const heading = ["stack", "site", "state", "ground", "image", "web", "Postgres", "since"];
  return { data: all, text: table(heading, rows) };
}

async function lineOf(stack: Stack): Promise<string[]> {
  const { name, tenantId, state, ground, image, origin, server, createdAt } = stack;
  const tenant = await platform.read((tx) => findTenantById(tx, tenantId));
  const site = tenant?.stack?.name === name ? tenant.slug : "nobody yet or any more";
  return [name, site, state, ground, image, origin, server, dayOf(createdAt)];
}

/** Stops at the first stack that fails; the remaining stacks keep their image. */
async function upgrade({ terminal }: Context, name: string | undefined): Promise<Answer> {
  const ready = (await platform.read(listStacks)).filter(({ state }) => state === "ready");
  const chosen = name ? ready.filter((stack) => stack.name === name) : ready;
  if (name && chosen.length === 0)
    throw missing(
      `There is no stack ${name} that is ready. See all with: npm run tenants -- stacks`,
    );
  const upgraded: string[] = [];
  for (const stack of chosen) {
    await follow(await orderUpgrade(stack), terminal);
    upgraded.push(stack.name);
  }
  return {
    data: { upgraded },
    text:
      upgraded.map((one) => `${one} runs the present image.\n`).join("") || "There is no stack.\n",
  };
}

async function orderUpgrade({ name, tenantId }: Stack): Promise<string> {
  const id = await platform.write(async (tx) => {
    const tenant = await findTenantById(tx, tenantId);
    return orderOperation(tx, {
      kind: "upgrade-stack",
      tenantId,
      slug: tenant?.slug ?? "",
      input: { name },
      exclusive: false,
      orderedBy: BY,
    });
  });
  if (!id) throw new Error("The upgrade was not ordered.");
  return id;
}

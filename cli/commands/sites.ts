import { type Command, Option } from "commander";
import { platform } from "@/db/platform/door";
import type { ConsoleTenant } from "@/db/platform/queries/console";
import {
  listTenantPage,
  TENANTS_PER_PAGE,
  type TenantFilter,
} from "@/db/platform/queries/console-tenant-page";
import { PLACEMENTS, TENANT_STATES } from "@/db/platform/states";
import { PRESET_IDS, type PresetId } from "@/themes/skin";
import type { Answer, Context } from "../context";
import { bytesInWords, dayOf, table } from "../table";
import { create } from "./site-create";
import { placeOf, show } from "./site-show";

/** `list`, `show` and `create`. */
export function addSites(program: Command, context: Context): void {
  program
    .command("list")
    .description("all sites: state, placement, size")
    .argument("[part]", "only names that contain this")
    .addOption(new Option("--state <state>", "only sites in this state").choices(TENANT_STATES))
    .addOption(
      new Option(
        "--placement <kind>",
        "only sites in a pool, or in databases or stacks of their own",
      ).choices(PLACEMENTS),
    )
    .addHelpText("after", "\nExample:\n  npm run tenants -- list --placement own\n")
    .action(
      context.action((part: string | undefined, options: Omit<TenantFilter, "q">) =>
        list({ q: part, ...options }),
      ),
    );
  program
    .command("show")
    .description("one site: where it lives, its former names, its work and its log")
    .argument("<site>", "its name, or its id")
    .addHelpText("after", "\nExample:\n  npm run tenants -- show artmatt\n")
    .action(context.action((site: string) => show(site)));
  program
    .command("create")
    .description("found a site; its owner is mailed the link that opens it")
    .argument("<name>", "3 to 40 of a to z, digits and single hyphens")
    .requiredOption("--email <address>", "the owner's address")
    .addOption(
      new Option("--preset <skin>", "what it looks like at first")
        .choices(PRESET_IDS)
        .default("vitrine"),
    )
    .option("--own", "in a database of its own instead of the pool")
    .option("--no-wait", "order it and don't wait for the database")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run tenants -- create gallery --email owner@example.com\n  npm run tenants -- create vault --email owner@example.com --own --preset terminal\n",
    )
    .action(
      context.action(
        (
          name: string,
          options: { email: string; preset: PresetId; own?: boolean; wait: boolean },
        ) => create(context, name, options),
      ),
    );
}

async function list(filter: TenantFilter): Promise<Answer> {
  const sites: ConsoleTenant[] = [];
  for (let page = 1; ; page++) {
    const some = await platform.read((tx) => listTenantPage(tx, filter, page));
    sites.push(...some);
    if (some.length < TENANTS_PER_PAGE) break;
  }
  const rows = sites.map((site) => [
    site.slug,
    site.confirmed || site.state !== "active" ? site.state : "unconfirmed",
    site.placement,
    placeOf(site),
    site.measuredAt ? String(site.items) : "",
    site.measuredAt ? bytesInWords(site.bytes) : "",
    dayOf(site.createdAt),
  ]);
  const heading = ["site", "state", "placement", "database", "items", "size", "since"];
  return { data: sites, text: rows.length > 0 ? table(heading, rows) : "No site.\n" };
}

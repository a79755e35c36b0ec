import { type Command, Option } from "commander";
import { addressOf } from "@/base/env";
import { normalEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { type ConsoleTenant, findConsoleTenant } from "@/db/platform/queries/console";
import {
  listTenantPage,
  TENANTS_PER_PAGE,
  type TenantFilter,
} from "@/db/platform/queries/console-tenant-page";
import { listWorkOf } from "@/db/platform/queries/console-work";
import { listFormerNames } from "@/db/platform/queries/names";
import { bearTenant } from "@/server/life/birth";
import { isMailAddress } from "@/server/mail";
import { confirmLetter } from "@/server/mail/letters";
import { post } from "@/server/mail/post";
import { PRESET_IDS, type PresetId } from "@/themes/skin";
import { type Answer, type Context, siteOf } from "../context";
import { missing, usage } from "../exits";
import { follow } from "../operation";
import { bytesInWords, dayOf, PLACEMENTS, sheet, table } from "../table";

/** `list`, `show` and `create`. */
export function addSites(program: Command, context: Context): void {
  program
    .command("list")
    .description("all sites: state, placement, size")
    .argument("[part]", "only names that contain this")
    .addOption(
      new Option("--state <state>", "only sites in this state").choices([
        "founding",
        "active",
        "suspended",
        "deleted",
      ]),
    )
    .addOption(
      new Option(
        "--placement <kind>",
        "only sites in a pool, or in databases or stacks of their own",
      ).choices(["pool", "own", "stack"]),
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

async function show(word: string): Promise<Answer> {
  const { id } = await siteOf(word);
  const [site, former, work, log] = await platform.read((tx) =>
    Promise.all([
      findConsoleTenant(tx, id),
      listFormerNames(tx, id),
      listWorkOf(tx, id, 10),
      listAudit(tx, { tenantId: id, limit: 10 }),
    ]),
  );
  if (!site) throw missing(`There is no site ${word}.`);
  const facts = sheet([
    ["site", site.slug],
    ["address", addressOf(site.slug)],
    ["id", site.id],
    ["state", site.confirmed ? site.state : `${site.state}, its owner has yet to confirm it`],
    ["removed from", dayOf(site.purgeAt)],
    ["placement", PLACEMENTS[site.placement]],
    ["database", placeOf(site)],
    ["schema", site.schemaVersion],
    ["items", site.measuredAt && `${site.items}, counted ${dayOf(site.measuredAt)}`],
    ["size", site.measuredAt && bytesInWords(site.bytes)],
    ["since", dayOf(site.createdAt)],
    ["former names", former.map(({ slug }) => slug).join(", ")],
  ]);
  const done = work.map(({ id, kind, state, step, error, createdAt }) => [
    dayOf(createdAt),
    kind,
    state,
    error || step,
    id,
  ]);
  const lines = log.map(({ at, actor, action, reason }) => [dayOf(at), actor, action, reason]);
  const text = [
    facts,
    done.length > 0 ? `\n${table(["work", "kind", "state", "", "id"], done)}` : "",
    lines.length > 0 ? `\n${table(["log", "who", "what", "why"], lines)}` : "",
  ].join("");
  return { data: { ...site, formerNames: former, operations: work, audit: log }, text };
}

async function create(
  { terminal }: Context,
  typed: string,
  options: { email: string; preset: PresetId; own?: boolean; wait: boolean },
): Promise<Answer> {
  const name = typed.trim().toLowerCase();
  const email = normalEmail(options.email);
  if (!isMailAddress(email))
    throw usage(`No letter can be sent to ${options.email}. Give the owner's whole address.`);
  const placement = options.own ? "own" : "pool";
  const birth = await bearTenant({ name, email, preset: options.preset, placement });
  const { id } = birth.tenant;
  const operation = birth.kind === "coming" ? birth.operationId : null;
  if (birth.kind === "born") {
    const url = addressOf(name, `/confirm?token=${birth.confirmation}`);
    await post(email, confirmLetter({ site: name, url }), { requestId: id, tenant: id });
  } else if (options.wait) await follow(birth.operationId, terminal);
  const open = operation === null || options.wait;
  const data = { id, name, address: addressOf(name), placement, open, operation };
  return {
    data,
    text: open
      ? `${addressOf(name)} is there. ${email} was mailed the link that opens it to visitors.\n`
      : `${addressOf(name)} is being made. See how far it is: npm run tenants -- operations ${operation}\n`,
  };
}

function placeOf({ databaseName, server }: Pick<ConsoleTenant, "databaseName" | "server">): string {
  return server ? `${databaseName} on ${server}` : databaseName;
}

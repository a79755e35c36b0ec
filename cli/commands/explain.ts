import type { Command } from "commander";
import { explain } from "@/cli/explain/explain";
import type { Explanation } from "@/cli/explain/explanation";
import type { Context } from "../context";
import { PLACEMENT_WORDS, sheet } from "../table";

/** `explain`. */
export function addExplain(program: Command, context: Context): void {
  program
    .command("explain")
    .description("how an address resolves: host, site, placement, role, settings, caches, limits")
    .argument("<address>", "a URL, or a host")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run tenants -- explain artmatt.localhost/items/peanut\n  npm run tenants -- explain begin.localhost\n",
    )
    .action(
      context.action(async (address: string) => {
        const explanation = await explain(address);
        return { data: explanation, text: textOf(explanation) };
      }),
    );
}

const KINDS: Readonly<Record<Explanation["destination"], string>> = {
  www: "the marketing site",
  operator: "the operators' console",
  site: "a site",
  nothing: "nowhere",
};

function textOf(explanation: Explanation): string {
  const {
    host,
    path,
    destination,
    name,
    answer,
    tenant,
    placement,
    role,
    settings,
    cache,
    limits,
  } = explanation;
  const lines: [string, string | null][] = [
    ["host", host],
    ["path", path],
    ["leads to", KINDS[destination]],
    ["name", name && inWords(name)],
    ["answer", answer],
  ];
  if (tenant)
    lines.push([
      "tenant",
      `${tenant.slug}, ${tenant.id}, ${tenant.state}${tenant.confirmed ? "" : ", unconfirmed"}`,
    ]);
  if (placement) {
    const { kind, database, server, generation, schemaVersion, wanted } = placement;
    lines.push(
      ["placement", PLACEMENT_WORDS[kind]],
      ["database", `${database} on ${server || "the platform's server"}`],
      ["schema", schemaVersion === wanted ? schemaVersion : `${schemaVersion}; wanted: ${wanted}`],
      ["password", `generation ${generation}`],
    );
  }
  if (role?.reached)
    lines.push(
      ["role", `${role.name}, ${role.bypasses ? "BYPASSES" : "bound by"} row-level security`],
      [
        "sees",
        `rows where tenant_id = ${role.tenantId}, as ${role.audience} (the database said so)`,
      ],
    );
  if (role && !role.reached) lines.push(["role", `not reached: ${role.why}`]);
  if (settings) lines.push(["visitor", settings.visitor], ["member", settings.member]);
  if (cache) lines.push(["page key", cache.page ?? "none: rendered for each request"]);
  if (limits)
    lines.push(
      [
        "requests",
        `${limits.requests.alone} at once, ${limits.requests.shared} while other sites are asked for too; ${limits.requests.queue.alone} or ${limits.requests.queue.shared} wait, the next get 429`,
      ],
      [
        "connections",
        `${limits.connectionsToDatabase} to this database, ${limits.connectionsOfProcess} in all, per process`,
      ],
      [
        "changes",
        `${limits.memberChanges.limit} in ${limits.memberChanges.seconds} s by one member`,
      ],
    );
  if (role?.reached)
    lines.push([
      "patience",
      `a statement ${role.statementTimeout}, a lock ${role.lockTimeout}, an idle transaction ${role.idleTimeout}`,
    ]);
  return sheet(lines);
}

function inWords({ name, kind, now }: NonNullable<Explanation["name"]>): string {
  return {
    tenant: `${name} is a site`,
    former: `${name} is a former name of ${now}`,
    reserved: `${name} is kept for the platform`,
    malformed: `${name} can't be a name`,
    resting: `${name} rests after its site was removed; nobody can take it yet`,
    free: `${name} is free`,
  }[kind];
}

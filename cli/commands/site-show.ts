import { addressOf } from "@/base/env";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { type ConsoleTenant, findConsoleTenant } from "@/db/platform/queries/console";
import { listWorkOf } from "@/db/platform/queries/console-work";
import { listFormerNames } from "@/db/platform/queries/names";
import { type Answer, siteOf } from "../context";
import { missing } from "../exits";
import { bytesInWords, dayOf, PLACEMENT_WORDS, sheet, table } from "../table";

/** `show`. */
export async function show(word: string): Promise<Answer> {
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
    ["placement", PLACEMENT_WORDS[site.placement]],
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

/** Where a site lives, in words. */
export function placeOf({
  databaseName,
  server,
}: Pick<ConsoleTenant, "databaseName" | "server">): string {
  return server ? `${databaseName} on ${server}` : databaseName;
}

import { type Catalogue, literal, type Routine } from "../catalogue";
import type { Attempt, Side, Verdict } from "./attempt";
import { attemptsOnAudience, attemptsOnGuards } from "./attempts-on-guards";
import { POWERS } from "./powers";

/** What these attempts aim at: objects of the owner's in the attacked database. */
export interface Bait {
  /** The id of a large object that the owner made, with a neighbour's secret in it. */
  readonly largeObject: string;
  /** A database that the login has no business with. */
  readonly otherDatabase: string;
  readonly owner: string;
  /** What the names of the installation's databases begin with. */
  readonly prefix: string;
}

/** What else a runtime login could try: functions, other schemas, catalogues, its own powers. */
export function attemptsElsewhere(
  catalogue: Catalogue,
  mine: Side,
  theirs: Side,
  bait: Bait,
): Attempt[] {
  return [
    ...catalogue.routines.flatMap((routine) => callsOf(routine, theirs)),
    ...catalogue.others.flatMap((relation) => attemptsOnOther(relation, mine, theirs)),
    ...attemptsOnAudience(catalogue),
    ...attemptsOnGuards(mine),
    ...POWERS.map(([kind, verdict, statement]) => ({
      kind,
      on: "the server",
      verdict,
      statement: statement
        .replaceAll("@owner@", bait.owner)
        .replaceAll("@prefix@", bait.prefix)
        .replaceAll("@other@", bait.otherDatabase)
        .replaceAll("@object@", bait.largeObject)
        .replaceAll("@theirs@", theirs.tenantId),
    })),
  ];
}

/** Called with the neighbour's ids and names wherever a type takes one. */
function callsOf({ name, argumentTypes, returnsTrigger, signature }: Routine, theirs: Side) {
  if (returnsTrigger) return [];
  const item = theirs.rows.get("items");
  const samples: Readonly<Record<string, readonly string[]>> = {
    uuid: [theirs.tenantId, item?.id ?? theirs.tenantId],
    text: [item?.slug ?? "", item?.name ?? ""],
    regclass: ["items"],
  };
  const one = (type: string, at: number) => {
    const values = samples[type] ?? ["1"];
    return `${literal(values[at % values.length] ?? "1")}::${type}`;
  };
  return [0, 1].map(
    (at): Attempt => ({
      kind: "function",
      on: signature,
      verdict: "harmless",
      statement: `select * from ${name}(${argumentTypes.map((type) => one(type, at)).join(", ")})`,
    }),
  );
}

function attemptsOnOther(
  { name, hasTenant }: Catalogue["others"][number],
  mine: Side,
  theirs: Side,
): Attempt[] {
  const foreign: [string, Verdict, string][] = hasTenant
    ? [
        ["select", "empty", `select * from ${name} where tenant_id <> ${literal(mine.tenantId)}`],
        [
          "insert",
          "refused",
          `insert into ${name} (tenant_id) values (${literal(theirs.tenantId)})`,
        ],
        ["update", "refused", `update ${name} set tenant_id = ${literal(mine.tenantId)}`],
      ]
    : [];
  const all: [string, Verdict, string][] = [
    ["select", "harmless", `select * from ${name}`],
    ["insert", "refused", `insert into ${name} default values`],
    ["delete", "refused", `delete from ${name}`],
    ["truncate", "refused", `truncate ${name}`],
    ...foreign,
  ];
  return all.map(([kind, verdict, statement]) => ({ kind, on: name, verdict, statement }));
}

import { quoted, type Table } from "../catalogue";
import type { Mutant } from "./mutants";

const RULE = "tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)";

/** The policies of one table, gone or bent. */
export function policyMutants({ name }: Table): Mutant[] {
  const table = quoted(name);
  const replaced = (rest: string) =>
    `drop policy tenant on ${table}; create policy tenant on ${table} ${rest}`;
  const bent: [string, string][] = [
    ["row-level security off", `alter table ${table} disable row level security`],
    ["FORCE dropped", `alter table ${table} no force row level security`],
    ["policy dropped", `drop policy tenant on ${table}`],
    ["policy true", replaced("using (true)")],
    ["policy true for reads", replaced(`using (true) with check (${RULE})`)],
    ["policy true for writes", replaced(`using (${RULE}) with check (true)`)],
    [
      "policy open outside a scope",
      replaced(`using (${RULE} or coalesce(current_setting('app.tenant_id', true), '') = '')`),
    ],
    [
      "policy inverted",
      replaced(
        `using (tenant_id <> (select nullif(current_setting('app.tenant_id', true), '')::uuid))`,
      ),
    ],
    ["policy for select alone", replaced(`for select using (${RULE})`)],
    ["policy for the owner alone", replaced(`to pg_monitor using (${RULE})`)],
    ["policy restrictive", replaced(`as restrictive using (${RULE})`)],
    [
      "policy that casts the column",
      replaced("using (tenant_id::text = current_setting('app.tenant_id', true))"),
    ],
    ["second policy for reads", `create policy wide on ${table} for select using (true)`],
    ["second policy for updates", `create policy wide on ${table} for update using (true)`],
    ["second policy for deletes", `create policy wide on ${table} for delete using (true)`],
    ["second policy for inserts", `create policy wide on ${table} for insert with check (true)`],
  ];
  return bent.map(([what, statement]) => ({ name: `${name}: ${what}`, on: name, statement }));
}

/** A restrictive policy, gone or bent. */
export function restrictiveMutants(table: string, policy: string): Mutant[] {
  const [on, name] = [quoted(table), quoted(policy)];
  // What refuses senders to write is one comparison, the same for every table.
  if (policy !== "audience")
    return [
      {
        name: `${table}: ${policy} dropped`,
        on: table,
        statement: `drop policy ${name} on ${on}`,
      },
    ];
  return [
    ["dropped", `drop policy ${name} on ${on}`],
    [
      "true",
      `drop policy ${name} on ${on}; create policy ${name} on ${on} as restrictive for select using (true)`,
    ],
    [
      "permissive",
      `drop policy ${name} on ${on}; create policy ${name} on ${on} for select using (true)`,
    ],
    [
      "for deletes alone",
      `drop policy ${name} on ${on}; create policy ${name} on ${on} as restrictive for delete using (false)`,
    ],
    ["for another role", `alter policy ${name} on ${on} to pg_monitor`],
    [
      "open where nobody is said",
      `alter policy ${name} on ${on} using (coalesce(current_setting('app.audience', true), '') <> 'visitors')`,
    ],
  ].map(([what, statement = ""]) => ({
    name: `${table}: ${policy} ${what}`,
    on: table,
    statement,
  }));
}

/** A trigger that is gone or asleep. */
export function triggerMutants(table: string, trigger: string): Mutant[] {
  const [on, name] = [quoted(table), quoted(trigger)];
  return [
    { name: `${table}: ${trigger} dropped`, on: table, statement: `drop trigger ${name} on ${on}` },
    {
      name: `${table}: ${trigger} disabled`,
      on: table,
      statement: `alter table ${on} disable trigger ${name}`,
    },
  ];
}

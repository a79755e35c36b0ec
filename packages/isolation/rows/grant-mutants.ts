import { quoted, type Table } from "../catalogue";
import type { Mutant, Walls } from "./mutants";

/** Rights that a runtime role should not have. */
export function grantMutants({ name }: Table, { login, group }: Walls): Mutant[] {
  const table = quoted(name);
  const bent: [string, string][] = [
    ...["truncate", "trigger", "references", "maintain"].map((right): [string, string] => [
      `${right} granted`,
      `grant ${right} on ${table} to ${group}`,
    ]),
    ["select granted to everyone", `grant select on ${table} to public`],
    ["select granted to the login beside its group", `grant select on ${table} to ${login}`],
    ["grants may be passed on", `grant select on ${table} to ${group} with grant option`],
    ["a column granted to everyone", `grant update (tenant_id) on ${table} to public`],
    ["owned by the runtime", `alter table ${table} owner to ${group}`],
    [
      "a view that runs as its owner",
      `create view peek as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a view as who asks",
      `create view peek with (security_invoker) as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a materialized view",
      `create materialized view peek as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a copy without walls",
      `create table peek as select * from ${table}; grant select on peek to ${group}`,
    ],
    [
      "a copy in another schema",
      `create schema attic; create table attic.peek as select * from ${table}; grant usage on schema attic to ${group}; grant select on attic.peek to ${group}`,
    ],
    [
      "a child table without walls",
      `create table peek () inherits (${table}); grant select on peek to ${group}`,
    ],
    ["a rule", `create rule spy as on delete to ${table} do instead nothing`],
    [
      "a function that runs as its owner",
      `create function peek() returns setof ${table} language sql security definer as 'select * from ${table}'; grant execute on function peek() to ${group}`,
    ],
    [
      "a function that empties it",
      `create function wipe() returns void language sql security definer as 'delete from ${table}'; grant execute on function wipe() to ${group}`,
    ],
  ];
  return bent.map(([what, statement]) => ({ name: `${name}: ${what}`, on: null, statement }));
}

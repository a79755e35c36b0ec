import { quoted, type Table } from "../catalogue";
import type { Mutant } from "./mutants";

/** Keys and references without the tenant. */
export function keyMutants({ name, columns, uniques, references }: Table): Mutant[] {
  const table = quoted(name);
  const mutants: Mutant[] = [
    {
      name: `${name}: tenant_id not filled in`,
      on: name,
      statement: `alter table ${table} alter column tenant_id drop default`,
    },
    {
      name: `${name}: tenant_id filled in for everyone`,
      on: name,
      statement: `alter table ${table} alter column tenant_id set default gen_random_uuid()`,
    },
  ];
  uniques.forEach((key, at) => {
    const loose = key.filter((column) => column !== "tenant_id").map(quoted);
    // A key that says "one for each tenant" has nothing left.
    if (loose.length === 0) return;
    // Columns with equal values in two tenants, such as `site.only`, can't be made unique across tenants.
    if (columns.some((column) => loose.includes(quoted(column.name)) && column.type === "boolean"))
      return;
    mutants.push({
      name: `${name}: ${loose.join(", ")} unique across tenants (${at})`,
      on: name,
      statement: `create unique index everywhere on ${table} (${loose.join(", ")})`,
    });
  });
  for (const { name: key, columns: from, target, targetColumns } of references) {
    const own = from
      .filter((column) => column !== "tenant_id")
      .map(quoted)
      .join(", ");
    const to = targetColumns
      .filter((column) => column !== "tenant_id")
      .map(quoted)
      .join(", ");
    mutants.push(
      {
        name: `${name}: ${key} without the tenant`,
        on: name,
        statement: `alter table ${table} drop constraint ${quoted(key)}; create unique index lone on ${target} (${to}); alter table ${table} add constraint ${quoted(key)} foreign key (${own}) references ${target} (${to})`,
      },
      {
        name: `${name}: ${key} dropped`,
        on: name,
        statement: `alter table ${table} drop constraint ${quoted(key)}`,
      },
      {
        name: `${name}: ${key} not enforced`,
        on: name,
        statement: `alter table ${table} disable trigger all`,
      },
    );
  }
  return mutants;
}

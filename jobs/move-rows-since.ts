import type { TenantRows, TenantTable } from "@/db/rows";
import {
  checksumsOf,
  digestsSince,
  type Moment,
  partsSince,
  rowsSince,
  type Since,
} from "@/db/rows-since";
import { betweenBoth, type Copying } from "./move-rows";
import {
  carry,
  type Difference,
  differenceOf,
  type Equal,
  type Reconciled,
} from "./move-rows-compared";

/**
 * Carries over what was written since both were equal. A table that the answer does not name has the same rows as then in
 * both: none was added or removed, and none was written.
 */
export async function carrySince(
  copying: Copying,
  equal: Equal,
): Promise<Omit<Reconciled, "equal">> {
  return betweenBoth(copying, "write", async (source, target) => {
    const differences: Difference[] = [];
    for (const table of await listWritten(source, target, equal)) {
      const difference = await differing(source, target, table, equal);
      if (Object.values(difference).some((ids) => ids.length > 0))
        differences.push({ table, ...difference });
    }
    return carry(source, target, differences);
  });
}

/**
 * The names of those of some tables whose copy is not exact. The ids of all rows are compared, and the content of each row that
 * was written in one of both since they were equal; what nobody wrote is as it was then.
 */
export async function verifySince(
  copying: Copying,
  equal: Equal,
  among: readonly string[],
): Promise<string[]> {
  return betweenBoth(copying, "snapshot", async (source, target) => {
    const names: string[] = [];
    for (const table of source.tables.filter(({ name }) => among.includes(name))) {
      const difference = await differing(source, target, table, equal);
      if (Object.values(difference).some((ids) => ids.length > 0)) names.push(table.name);
    }
    return names;
  });
}

/** What differs in one table. Rows that may have been written since differ only where their content does. */
async function differing(
  source: TenantRows,
  target: TenantRows,
  table: TenantTable,
  equal: Equal,
): Promise<Omit<Difference, "table">> {
  const { changed, ...others } = differenceOf(...(await writtenOf(source, target, table, equal)));
  const [here, there] = await Promise.all(
    [source, target].map((rows) => checksumsOf(rows, table, changed)),
  );
  return { ...others, changed: changed.filter((id) => here?.get(id) !== there?.get(id)) };
}

async function listWritten(
  source: TenantRows,
  target: TenantRows,
  equal: Equal,
): Promise<readonly TenantTable[]> {
  const [here, there] = await Promise.all([
    digestsSince(source, equal.source),
    digestsSince(target, equal.target),
  ]);
  return source.tables.filter(({ name }) => here.get(name) !== there.get(name));
}

/** The rows of both in the parts of a table that differ. */
async function writtenOf(
  source: TenantRows,
  target: TenantRows,
  table: TenantTable,
  equal: Equal,
): Promise<readonly [Since, Since]> {
  const sides: readonly (readonly [TenantRows, Moment])[] = [
    [source, equal.source],
    [target, equal.target],
  ];
  const [here = new Map(), there = new Map()] = await Promise.all(
    sides.map(([rows, moment]) => partsSince(rows, table, moment)),
  );
  const parts = [...new Set([...here.keys(), ...there.keys()])].filter(
    (part) => here.get(part) !== there.get(part),
  );
  const [ours = new Map(), theirs = new Map()] = await Promise.all(
    sides.map(([rows, moment]) => rowsSince(rows, table, moment, parts)),
  );
  return [ours, theirs];
}

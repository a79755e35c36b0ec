import { type SQL, sql } from "drizzle-orm";
import { GONE, STANDINGS, type Standing } from "../choices";
import { copies, wants } from "../copy-schema";
import { ofThisItem, textArray } from "./of-item";

/** For a query on items: whether the one at hand is wanted, and how its copies stand. */
export function standingOfThis(): SQL<Standing[]> {
  return sql`(select coalesce(string_agg(stands.how, ' '), '')
    from (select 'wanted' as how from ${wants} where ${ofThisItem(wants)}
    union select ${copies.status} from ${copies} where ${ofThisItem(copies)}) stands)`.mapWith(
    (how: string) => STANDINGS.filter((one) => how.split(" ").includes(one)),
  );
}

/** For a query on items: the copies of the one at hand that are neither sold nor given away. */
export function held(): SQL {
  return sql`${ofThisItem(copies)} and ${copies.status} <> all(${textArray(GONE)})`;
}

import { Link } from "@/components/ui/link";
import type { Scope } from "@/db/scope";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import type { Test } from "@/db/tenant/queries/table/filter";
import { countRows } from "@/db/tenant/queries/table/rows";
import { BY_NAME } from "@/db/tenant/queries/table/sorted-by";
import { tableHref } from "./items/table/table-url";

/** Items of which a copy is in the house: nobody photographs what is only wanted, or has left. */
const HELD: Test = { field: "status", is: "one-of", values: ["owned", "trade", "sale"] };

/** What may be missing of an item, in the words that follow a number. */
const WANTING: readonly { readonly words: string; readonly test: Test }[] = [
  { words: "without a photo", test: { field: "photo", is: "empty" } },
  { words: "not graded", test: { field: "condition", is: "empty" } },
  { words: "without a place", test: { field: "place", is: "empty" } },
  { words: "without a story", test: { field: "story", is: "empty" } },
];

/** What wants care: how many items lack something, each leading to them. Nothing where nothing does. */
export async function HomeCare({ scope }: { readonly scope: Scope }) {
  const counts = await scope.read((tx) =>
    Promise.all(WANTING.map(({ test }) => countRows(tx, BUILT_IN, { all: [HELD, test] }))),
  );
  const wanting = WANTING.flatMap(({ words, test }, at) => {
    const count = counts[at] ?? 0;
    return count > 0 ? [{ words, test, count }] : [];
  });
  if (wanting.length === 0) return null;
  return (
    <section aria-labelledby="care">
      <h2 className="st-title" id="care">
        What wants care
      </h2>
      <dl className="home-numbers home-standings home-care">
        {wanting.map(({ words, test, count }) => (
          <div key={words} className="home-figure">
            <dt>
              <Link href={hrefOf(test)}>{words}</Link>
            </dt>
            <dd className="st-num">{count.toLocaleString("en")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function hrefOf(test: Test): string {
  const tests = [HELD, test];
  return tableHref({ typed: "", tests, any: false, order: BY_NAME, view: null, columns: null });
}

import type { Metadata } from "next";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { VISIBILITY_WORDS } from "@/db/tenant/choices";
import { listPieces } from "@/db/tenant/queries/pieces";
import { listSets } from "@/db/tenant/queries/sets";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { ruleInWords } from "../../rule-words";
import { nameKeys } from "./set-choices";
import { SetMover } from "./set-mover";
import { StartNine } from "./start-nine";
import "./sets.css";

export const metadata: Metadata = { title: "Sets" };

/** What belongs together, and how much of it there is. */
export default async function Sets() {
  const { scope, member } = await memberVisit();
  const sets = await scope.read(listSets);
  const pieces = await scope.read((tx) => Promise.all(sets.map((set) => listPieces(tx, set))));
  const names = await nameKeys(
    scope,
    sets.map(({ rule }) => rule),
  );
  const edits = mayActAs(member.role, "editor");
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Sets</h1>
          <p className="st-sub">What belongs together, and what is missing.</p>
        </div>
        {edits && (
          <Link className={classOf(sets.length > 0 ? "primary" : "plain")} href="/studio/sets/new">
            New set
          </Link>
        )}
      </div>
      <section className="st-block" aria-label="All sets">
        {sets.length === 0 && (
          <p>
            There are no sets yet. A set is a list, such as the original nine, or a rule, such as
            all bears of 1997.
          </p>
        )}
        <ol className="set-rows">
          {sets.map((set, at) => (
            <li key={set.id}>
              <div className="set-row-text">
                <Link className="st-link" href={`/studio/sets/${set.id}`}>
                  <bdi>{set.name}</bdi>
                </Link>
                <span className="st-sub">
                  {ruleInWords(set.rule, names)} · {VISIBILITY_WORDS[set.visibility]}
                </span>
              </div>
              <span className="st-num">
                {pieces[at]?.filter(({ state }) => state === "there").length} of{" "}
                {pieces[at]?.length}
              </span>
              {edits && sets.length > 1 && (
                <SetMover
                  id={set.id}
                  name={set.name}
                  first={at === 0}
                  last={at === sets.length - 1}
                />
              )}
            </li>
          ))}
        </ol>
      </section>
      {edits && !sets.some(({ name }) => name === "The original nine") && <StartNine />}
    </div>
  );
}

"use client";

import { Button, classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { useUndoing } from "../../history/undoing";
import { countInWords, resultInWords } from "../import-words";

/** What an import has done, with the way to take it back. */
export function Result({
  id,
  result,
  isUndone,
  others,
}: {
  readonly id: string;
  readonly result: { readonly added: number; readonly changed: number; readonly problem: string };
  readonly isUndone: boolean;
  /** How many rows were not taken in. */
  readonly others: number;
}) {
  const { takeBack, pending } = useUndoing();
  const wrote = result.added + result.changed > 0;
  return (
    <section className="st-block im-result" aria-labelledby="result">
      <h2 id="result">{isUndone ? "Taken back" : resultInWords({ ...result, problem: "" })}</h2>
      {isUndone ? (
        <p className="st-sub">
          What this import wrote is as it was before. The history tells both.
        </p>
      ) : (
        <p className="st-sub">
          {others > 0 ? `${countInWords(others, "row")} not imported. ` : ""}
          {wrote && "All of it can be taken back for 30 days, here or in the history."}
        </p>
      )}
      {result.problem && (
        <p role="alert" className="ui-error">
          {result.problem}
        </p>
      )}
      <div className="ui-row st-after">
        <Link className={classOf("primary")} href="/studio/items">
          See the items
        </Link>
        {wrote && !isUndone && (
          <Button
            pending={pending}
            onClick={() => takeBack({ changeSet: id, back: "All of it is as it was." })}
          >
            Take it back
          </Button>
        )}
        <Link className={classOf("quiet")} href="/studio/import">
          Bring another sheet
        </Link>
      </div>
    </section>
  );
}

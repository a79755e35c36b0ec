"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { Select } from "@/components/ui/field";
import { isTakes, type Takes } from "@/db/tenant/intake";
import { useUndoing } from "../../history/undoing";
import { fillSheet, importItems, reopenSheet } from "../actions";
import { countInWords, resultInWords } from "../import-words";
import { DropSheet } from "./drop-sheet";

/** Rows of which the catalogue would fill something in, and whether it does. */
export interface Blanks {
  readonly rows: number;
  readonly areFilled: boolean;
}

/** Says in a sentence what would be written, and writes it. */
export function TakeIn({
  id,
  edition,
  fresh,
  changed,
  blanks,
}: {
  readonly id: string;
  /** Which reading of the sheet is shown. */
  readonly edition: number;
  readonly fresh: number;
  readonly changed: number;
  readonly blanks: Blanks;
}) {
  const router = useRouter();
  const { done } = useUndoing();
  const [takes, setTakes] = useState<Takes>("all");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  // Shown as it was said while the rows are planned anew.
  const [areFilled, showFilled] = useOptimistic(blanks.areFilled);
  const meant = (takes === "changed" ? 0 : fresh) + (takes === "new" ? 0 : changed);
  const act = (work: Parameters<typeof attempt>[0]) =>
    start(async () => {
      setProblem(null);
      const answer = await attempt(work);
      if (!answer.ok) setProblem(answer.message);
    });
  const fill = (fills: boolean) =>
    start(async () => {
      setProblem(null);
      showFilled(fills);
      const answer = await attempt(() => fillSheet({ id, fills }));
      if (!answer.ok) setProblem(answer.message);
    });
  const take = () =>
    start(async () => {
      setProblem(null);
      const agreed = { edition, rows: meant };
      const answer = await attempt(() => importItems({ id, takes, agreed }));
      if (!answer.ok) {
        setProblem(answer.message);
        // Another tab may have changed what stands here.
        if (answer.status === 409) router.refresh();
        return;
      }
      const { ended, ...result } = answer.data;
      if (ended)
        done(`${resultInWords(result)}.`, { changeSet: id, back: "All of it is as it was." });
    });
  return (
    <section className="st-block im-take" aria-label="Import these rows">
      {fresh > 0 && changed > 0 && (
        <Select
          label="Which rows"
          value={takes}
          onChange={({ target }) => isTakes(target.value) && setTakes(target.value)}
          options={[
            { value: "all", label: "New and changed" },
            { value: "new", label: "New only" },
            { value: "changed", label: "Changed only" },
          ]}
        />
      )}
      {blanks.rows > 0 && (
        <Check
          label={`Fill blanks from the catalogue: ${countInWords(blanks.rows, "row")}`}
          hint="Of things that it knows by name and style number. What a cell says stays."
          checked={areFilled}
          onChange={fill}
        />
      )}
      <div className="ui-row">
        <Button look="primary" pending={pending} disabled={meant === 0} onClick={take}>
          {meant === 0 ? "Nothing to import" : `Import ${countInWords(meant, "row")}`}
        </Button>
        <Button pending={pending} onClick={() => act(() => reopenSheet({ id }))}>
          Back to the columns
        </Button>
        <DropSheet id={id} />
      </div>
      <p className="st-sub">
        {meant === 0
          ? "What the sheet says stands here already, or can’t be imported yet."
          : "All of it is one step in the history, and can be taken back for 30 days."}
      </p>
      {problem && (
        <p role="alert" className="ui-error">
          {problem}
        </p>
      )}
    </section>
  );
}

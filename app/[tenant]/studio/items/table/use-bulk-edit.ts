"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { attempt } from "@/components/studio/attempt";
import { newId } from "@/components/studio/new-id";
import { useToast } from "@/components/ui/toast";
import type { Preview, Progress } from "@/db/tenant/queries/table/bulk-edits";
import type { Change, Selection } from "@/db/tenant/queries/table/change";
import { useUndoing } from "../../history/undoing";
import { previewBulkEdit, runBulkEdit } from "./bulk-actions";
import { endInWords } from "./change-words";
import type { ShownRow } from "./shown-rows";
import type { TypedChange } from "./typed-cell";

/** A change that was looked at and not done yet. */
export interface Looked {
  readonly id: string;
  readonly selection: Selection;
  readonly typed: TypedChange;
  readonly change: Change;
  readonly preview: Omit<Preview, "sample"> & { readonly sample: readonly ShownRow[] };
}

/** How often is asked how far a running edit is, in milliseconds. */
const ASK = 700;

/** What is said once a bulk edit was taken back. */
const BACK = "All of it is as it was.";

/** The course of a bulk edit: looked at, done at once or by a worker, ended. */
export function useBulkEdit(newest: Progress | null, onDone: () => void) {
  const router = useRouter();
  const toast = useToast();
  const undoing = useUndoing();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [progress, setProgress] = useState<Progress | null>(newest?.ended ? null : newest);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  const end = (now: Progress) => {
    setProgress(null);
    const text = endInWords(now);
    if (now.changed > 0) undoing.done(text, { changeSet: now.id, back: BACK });
    else toast({ text, tone: now.problem || now.leftAlone > 0 ? "problem" : "plain" });
  };

  const look = async (selection: Selection, typed: TypedChange) => {
    setPending(true);
    setProblem(null);
    const answer = await attempt(() => previewBulkEdit({ selection, change: typed }));
    setPending(false);
    if (!answer.ok) return setProblem(Object.values(answer.fields)[0] ?? answer.message);
    const { change, ...preview } = answer.data;
    setLooked({ id: newId(), selection, typed, change, preview });
  };

  const run = async () => {
    if (!looked || pending) return;
    setPending(true);
    setProblem(null);
    const { id, selection, typed, preview } = looked;
    const answer = await attempt(() =>
      runBulkEdit({ id, selection, change: typed, seen: preview.seen }),
    );
    setPending(false);
    if (!answer.ok) return setProblem(Object.values(answer.fields)[0] ?? answer.message);
    setLooked(null);
    onDone();
    if (answer.data.ended) end(answer.data);
    else setProgress(answer.data);
  };

  const watched = progress?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one watch for each running edit.
  useEffect(() => {
    if (!watched) return;
    const asking = setInterval(async () => {
      const answer = await fetch(`/studio/items/edits?id=${watched}`).catch(() => null);
      if (!answer?.ok) return;
      const { edit }: { edit: Progress | null } = await answer.json();
      if (edit && !edit.ended) return setProgress(edit);
      clearInterval(asking);
      if (edit) end(edit);
      router.refresh();
    }, ASK);
    return () => clearInterval(asking);
  }, [watched]);

  const cancel = () => {
    setLooked(null);
    setProblem(null);
  };
  const last = newest?.ended ? newest : null;
  const undo = () => last && undoing.takeBack({ changeSet: last.id, back: BACK });
  return {
    looked,
    progress,
    problem,
    pending: pending || undoing.pending,
    look,
    run,
    cancel,
    last,
    undo,
  };
}

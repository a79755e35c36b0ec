"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
  useTransition,
} from "react";
import { attempt } from "@/components/studio/attempt";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { LeftThing } from "@/server/history/take-back";
import { undo } from "./actions";
import { type LargeUndo, type LargeUndoEnd, useLargeUndo } from "./use-large-undo";
import "./undoing.css";

/** Something done that can be taken back. */
export interface Undoable {
  readonly changeSet: string;
  /** What is said once it is taken back: "Peanut is as it was." */
  readonly back: string;
  /** Where the person goes then; stays where not said. */
  readonly to?: string;
}

interface Undoing {
  /** Says that something was done, with the button that takes it back. */
  readonly done: (text: string, what: Undoable) => void;
  /** Takes it back at once, and asks first where some of it would be left alone. */
  readonly takeBack: (what: Undoable) => void;
  readonly pending: boolean;
}

const UndoingContext = createContext<Undoing>({
  done: () => {},
  takeBack: () => {},
  pending: false,
});

/** For whatever changes something in the studio, so that it can be taken back. */
export function useUndoing(): Undoing {
  return useContext(UndoingContext);
}

interface Asking {
  readonly what: Undoable;
  readonly clear: number;
  readonly leftAlone: readonly LeftThing[];
}

/**
 * Wraps the whole studio, because Next answers an action only on pages that bundle it, and the toast with
 * "Undo" stays after the person has left the page on which something was done.
 */
export function UndoingRoom({ children }: { readonly children: ReactNode }) {
  const toast = useToast();
  const router = useRouter();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [pending, start] = useTransition();

  const sendAgain = useRef<typeof send>(() => {});
  const tell = useCallback(
    (what: Undoable, isAgain: boolean, changeSet: string, leftAlone = 0) =>
      toast({
        text: `${isAgain ? "Done again." : what.back}${leftInWords(leftAlone)}`,
        undo: {
          label: isAgain ? "Undo" : "Redo",
          run: () => sendAgain.current({ changeSet, back: what.back }, null, !isAgain),
        },
      }),
    [toast],
  );

  const onEnd = useCallback(
    ({ what, isAgain }: LargeUndo, end: LargeUndoEnd) => {
      router.refresh();
      if (end?.state === "asks") return setAsking({ what, ...end });
      if (end?.state === "failed") return toast({ text: end.problem, tone: "problem" });
      if (end && end.rows > 0) return tell(what, isAgain, end.changeSet, end.leftAlone);
      toast({ text: end ? NOTHING : GONE, tone: "problem" });
    },
    [toast, tell, router],
  );
  const { follow, going, share } = useLargeUndo(onEnd);

  const send = useCallback(
    (what: Undoable, over: readonly string[] | null, isAgain = false) =>
      start(async () => {
        const answer = await attempt(() =>
          undo({ id: what.changeSet, over: over === null ? null : [...over] }),
        );
        if (!answer.ok) {
          setAsking(null);
          return toast({ text: answer.message, tone: "problem" });
        }
        const { data } = answer;
        if (data.state === "asks") return setAsking({ what, ...data });
        setAsking(null);
        if (data.state === "going") follow({ operation: data.operation, what, isAgain });
        else tell(what, isAgain, data.changeSet);
        if (what.to) router.push(what.to);
      }),
    [toast, tell, follow, router],
  );
  sendAgain.current = send;

  const undoing = useMemo<Undoing>(
    () => ({
      pending: pending || going,
      takeBack: (what) => send(what, null),
      done: (text, what) =>
        toast({ text, passing: true, undo: { label: "Undo", run: () => send(what, null) } }),
    }),
    [pending, going, send, toast],
  );

  return (
    <UndoingContext value={undoing}>
      {children}
      {going && <Going share={share} />}
      {asking && (
        <LeftAloneDialog
          key={asking.what.changeSet}
          asking={asking}
          pending={pending}
          onClose={() => setAsking(null)}
          onConfirm={(over) => send(asking.what, over)}
        />
      )}
    </UndoingContext>
  );
}

/** How far an undo is that a worker does. */
function Going({ share }: { readonly share: number }) {
  return (
    <div className="undo-going" role="status">
      <p>
        Taking it back<span className="st-num"> {share} %</span>
      </p>
      <progress
        className="ui-progress"
        aria-label="How much is taken back"
        value={share}
        max={100}
      />
      <p className="st-sub">You may leave this page. It goes on without you.</p>
    </div>
  );
}

const NOTHING = "There is nothing to take back: it is as it was before.";
const GONE = "Nobody knows how this ended. The history tells what was taken back.";

/** What is said of things that somebody changed while a worker was at it. */
function leftInWords(leftAlone: number): string {
  if (leftAlone === 0) return "";
  const things =
    leftAlone === 1 ? "One thing was" : `${leftAlone.toLocaleString("en")} things were`;
  return ` ${things} not as it was left, and stayed so.`;
}

function LeftAloneDialog({
  asking: { clear, leftAlone },
  pending,
  onClose,
  onConfirm,
}: {
  readonly asking: Asking;
  readonly pending: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (over: readonly string[]) => void;
}) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const canBe = leftAlone.filter(({ choosable }) => choosable).map(({ thing }) => thing);
  const possible = clear > 0 || canBe.length > 0;
  const toggle = (thing: string) =>
    setChosen((all) =>
      all.includes(thing) ? all.filter((one) => one !== thing) : [...all, thing],
    );
  return (
    <ConfirmDialog
      open
      title={possible ? "Some of it is not as it was left" : "This can’t be taken back"}
      confirm="Take it back"
      cancel={possible ? "Cancel" : "Close"}
      look="primary"
      pending={pending}
      disabled={clear === 0 && chosen.length === 0}
      onClose={onClose}
      onConfirm={() => onConfirm(chosen)}
    >
      <p>
        {possible
          ? "What is listed here is left alone. Tick what shall be taken back all the same; only what this change had changed is put back."
          : "Nothing was changed now."}
      </p>
      <ul className="undo-things">
        {leftAlone.map(({ thing, name, why, choosable }) => (
          <li key={thing}>
            {choosable ? (
              <label className="undo-thing">
                <input
                  type="checkbox"
                  checked={chosen.includes(thing)}
                  onChange={() => toggle(thing)}
                />
                <LeftWords name={name} why={why} />
              </label>
            ) : (
              <p className="undo-thing">
                <LeftWords name={name} why={why} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

function LeftWords({ name, why }: Pick<LeftThing, "name" | "why">) {
  return (
    <span>
      <bdi className="undo-name">{name || "The site"}</bdi>
      <span className="st-sub">{why.join(". ")}.</span>
    </span>
  );
}

import type { z } from "zod";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import { asJob } from "@/base/telemetry/job";
import { platform } from "@/db/platform/door";
import {
  beginOperation,
  endOperation,
  noteProgress,
  type Operation,
} from "@/db/platform/queries/operations";
import { type AdminHold, adminOf } from "@/db/servers";
import { notePause, OperationPaused, pauseWhileClosed } from "./pause";

/** What the steps of an operation are given. */
export interface Work<Input> {
  readonly operation: Operation;
  readonly input: Input;
  /** Aborted when the worker stops or loses its lock on the operation. */
  readonly signal: AbortSignal;
  /** What earlier steps kept, also those of an attempt that was killed. */
  readonly memory: Readonly<Record<string, unknown>>;
  /** Keeps values for later steps; on disk once it resolves. */
  remember(values: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Notes `words`, which a person reads, and runs `work`. An earlier attempt may have done the step in whole or
   * in part, so `work` must lead to the same result.
   */
  step<T>(words: string, work: () => Promise<T>): Promise<T>;
  /** How far the step is; written at most twice a second. */
  progress(done: number, total: number): Promise<void>;
}

/** A kind of operation: how its order reads and what it does. */
export interface Kind<Input> {
  readonly input: z.ZodType<Input>;
  /** How many attempts may fail before it is given up; Infinity if it must succeed in the end. */
  readonly attempts: number;
  /** true if it waits while its site is suspended or deleted. Operations that keep data safe never wait. */
  readonly pauses?: boolean;
  /** Idempotent, step by step: it is run from its beginning each time. */
  run(work: Work<Input>): Promise<void>;
  /**
   * Undoes what `run` did, after it was given up. Idempotent; ends before `failed` is noted. It must handle
   * every state that a killed run can leave, also a run that was complete except for the note of its success.
   * @param why the sentence that is noted with `failed`
   */
  undo?(work: Work<Input>, why: string): Promise<void>;
}

/** So that kinds with different inputs stand in one list. */
export type AnyKind = (operation: Operation) => Runnable;

interface Runnable {
  readonly attempts: number;
  readonly pauses: boolean;
  run(how: Omit<Work<unknown>, "input">): Promise<void>;
  undo(how: Omit<Work<unknown>, "input">, why: string): Promise<void>;
}

/** Closes a kind over its input's schema. */
export function kindOf<Input>(kind: Kind<Input>): AnyKind {
  return (operation) => ({
    attempts: kind.attempts,
    pauses: kind.pauses ?? false,
    run: async (how) => kind.run({ ...how, input: kind.input.parse(operation.input) }),
    undo: async (how, why) =>
      kind.undo?.({ ...how, input: kind.input.parse(operation.input) }, why),
  });
}

/** SQL for the lock that one worker holds on an operation while it lives. */
const HOLD = "hashtextextended('operation ' || $1, 0)";

/**
 * Runs one operation under a lock that dies with this process. What is thrown makes the worker try again;
 * an operation that is refused, or was begun too often, is undone and noted as failed.
 * @throws Error when another worker holds the operation, or what the operation threw
 */
export async function perform(
  id: string,
  kinds: Readonly<Record<string, AnyKind>>,
  stopping: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    const hold = await admin.reserve();
    const [taken] = await hold.unsafe<{ held: boolean; backend: number }[]>(
      `select pg_try_advisory_lock(${HOLD}) as held, pg_backend_pid() as backend`,
      [id],
    );
    if (!taken?.held) throw new Error(`The operation ${id} is held by another worker.`);
    const watching = watch(hold, taken.backend, lost);
    try {
      await performHeld(id, kinds, AbortSignal.any([stopping, lost.signal]));
    } finally {
      clearInterval(watching);
      // Let go before the connection ends, so that whoever comes next finds it free.
      if (!lost.signal.aborted)
        await hold.unsafe(`select pg_advisory_unlock(${HOLD})`, [id]).catch(() => {});
    }
  } finally {
    await admin.end({ timeout: 0 });
  }
}

/**
 * The lock is lost when its connection is lost or does not answer. Then another worker may begin, so this one
 * must end. The driver reconnects by itself, so this asks which backend answers.
 */
function watch(hold: AdminHold, backend: number, lost: AbortController): NodeJS.Timeout {
  let asked = false;
  const lose = () => lost.abort(new Error("The worker lost its hold on the operation."));
  return setInterval(() => {
    if (asked) return lose();
    asked = true;
    hold<{ backend: number }[]>`select pg_backend_pid() as backend`.then(([now]) => {
      asked = false;
      if (now?.backend !== backend) lose();
    }, lose);
  }, 2000).unref();
}

async function performHeld(
  id: string,
  kinds: Readonly<Record<string, AnyKind>>,
  signal: AbortSignal,
): Promise<void> {
  const operation = await platform.write((tx) => beginOperation(tx, id));
  if (operation) await asJob(operation, () => performBegun(operation, kinds, signal));
}

async function performBegun(
  operation: Operation,
  kinds: Readonly<Record<string, AnyKind>>,
  signal: AbortSignal,
): Promise<void> {
  const { id } = operation;
  const kind = kinds[operation.kind]?.(operation);
  if (!kind) throw new Error(`There is no kind of operation called ${operation.kind}.`);
  const how = howOf(operation, signal, kind.pauses);
  const given = typeof how.memory[UNDOING] === "string" ? how.memory[UNDOING] : null;
  if (given !== null) return undo(given);
  if (operation.attempts > kind.attempts + KILLS) return giveUp("It was interrupted too often.");
  try {
    if (kind.pauses) await pauseWhileClosed(operation);
    await kind.run(how);
  } catch (error) {
    if (error instanceof OperationPaused) {
      await notePause(operation);
      throw error;
    }
    const sentence = error instanceof Error ? error.message : String(error);
    log.warn({ err: error, operation: id, kind: operation.kind }, "operation interrupted");
    if (signal.aborted) throw error;
    if (error instanceof Refusal || operation.attempts >= kind.attempts) return giveUp(sentence);
    await platform.write((tx) => noteProgress(tx, id, { error: sentence }));
    throw error;
  }
  await platform.write((tx) => endOperation(tx, id, "succeeded"));
  log.info({ operation: id, kind: operation.kind }, "operation done");

  /** Noted before the undoing begins, because what was undone in part must not run forward again. */
  async function giveUp(sentence: string): Promise<void> {
    await how.remember({ [UNDOING]: sentence });
    await undo(sentence);
  }

  async function undo(sentence: string): Promise<void> {
    await kind?.undo(how, sentence);
    await platform.write((tx) => endOperation(tx, id, "failed", sentence));
  }
}

/**
 * How many attempts beyond its kind's limit may end by a kill, so that an operation that kills every worker
 * ends too.
 */
const KILLS = 10;

/** The key in an operation's memory that says why it is being undone. */
const UNDOING = "undoing";

function howOf(
  operation: Operation,
  signal: AbortSignal,
  pauses: boolean,
): Omit<Work<unknown>, "input"> {
  const memory: Record<string, unknown> = { ...recordOf(operation.memory) };
  let told = 0;
  const note = (what: Parameters<typeof noteProgress>[2]) =>
    platform.write((tx) => noteProgress(tx, operation.id, what));
  return {
    operation,
    signal,
    memory,
    async remember(values) {
      await note({ memory: values });
      Object.assign(memory, values);
    },
    async step(words, work) {
      signal.throwIfAborted();
      if (pauses) await pauseWhileClosed(operation);
      await note({ step: words, done: 0, total: 0 });
      log.info({ operation: operation.id, kind: operation.kind, step: words }, "step");
      return work();
    },
    async progress(done, total) {
      signal.throwIfAborted();
      if (performance.now() - told < 500 && done < total) return;
      told = performance.now();
      if (pauses) await pauseWhileClosed(operation);
      await note({ done, total });
    },
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

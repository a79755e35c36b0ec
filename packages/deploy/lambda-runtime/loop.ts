import { text } from "node:stream/consumers";
import { type Invocation, readEvent } from "./event";
import { ask, send, tell } from "./runtime-calls";

type Task = Extract<Invocation, { kind: "task" }>;

export interface Runtime {
  /** Lambda's Runtime API, as host:port. */
  readonly api: string;
  /** The port of the local web process. */
  readonly port: number;
  /** Does a task of a schedule. @returns what the schedule is told */
  readonly run: (task: Task, signal: AbortSignal) => Promise<string>;
  /** Ends the loop: what was taken is answered, and no more is taken. */
  readonly signal: AbortSignal;
}

const VERSION = "/2018-06-01/runtime";

/** How many milliseconds before Lambda's own limit the loop gives up, so that the visitor gets a sentence. */
const MARGIN = 500;

/**
 * Takes one invocation after another from Lambda's Runtime API, asks the local web process, and hands its answer
 * back. A request that fails there is answered 502, one that lasts too long 504; an event that can't be read is an
 * error of the invocation, and the loop goes on.
 * @returns when the signal says so
 */
export async function serveInvocations(runtime: Runtime): Promise<void> {
  while (!runtime.signal.aborted) {
    const taken = await takeNext(runtime);
    if (!taken) return;
    const { id, deadline, event } = taken;
    const within = AbortSignal.timeout(Math.max(deadline - Date.now() - MARGIN, 1));
    try {
      const invocation = readEvent(JSON.parse(event));
      const answer =
        invocation.kind === "task"
          ? { done: await runtime.run(invocation, within) }
          : await ask(runtime.port, invocation.request, within);
      await tell(runtime.api, `${VERSION}/invocation/${id}/response`, answer);
    } catch (error) {
      await tell(runtime.api, `${VERSION}/invocation/${id}/error`, errorOf(error));
    }
  }
}

/** Tells Lambda that the process can't serve at all. */
export async function tellUnable(api: string, error: unknown): Promise<void> {
  await tell(api, `${VERSION}/init/error`, errorOf(error));
}

interface Taken {
  readonly id: string;
  /** When Lambda gives up, in milliseconds since 1970. */
  readonly deadline: number;
  readonly event: string;
}

/** Waits for an invocation, for as long as there is none. @returns null when the loop is to end */
async function takeNext({ api, signal }: Runtime): Promise<Taken | null> {
  try {
    const response = await send(api, { method: "GET", path: `${VERSION}/invocation/next`, signal });
    const event = await text(response);
    const id = String(response.headers["lambda-runtime-aws-request-id"]);
    if (response.statusCode !== 200)
      throw new Error(`The Runtime API says ${response.statusCode}.`);
    const deadline = Number(response.headers["lambda-runtime-deadline-ms"]);
    return { id, deadline: deadline || Date.now() + 29_000, event };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

function errorOf(error: unknown): { errorMessage: string; errorType: string } {
  return error instanceof Error
    ? { errorMessage: error.message, errorType: error.name }
    : { errorMessage: String(error), errorType: "Error" };
}

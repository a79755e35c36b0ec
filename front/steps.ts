import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { log } from "../base/log.ts";
import type { Arrival } from "./arrival.ts";

/** Answers a request, or passes it on to the steps after it. */
export type Step = (
  req: IncomingMessage,
  res: ServerResponse,
  arrival: Arrival,
  /** Passes it on; resolves when the steps after this one are done. */
  next: () => void | Promise<void>,
) => void | Promise<void>;

/**
 * Has a request go through steps from the first to the last, until one answers. What comes after the last is
 * nothing: that one must answer.
 * @param arrive settles who is asking for what, once
 * @param steps in their order; `false` stands for one that there is not
 */
export function inOrder(
  arrive: (req: IncomingMessage) => Arrival,
  ...steps: readonly (Step | false)[]
): RequestListener {
  const taken = steps.filter((step) => step !== false);
  return (req, res) => {
    // Each step, and each part of Next, may listen for the end of an answer.
    res.setMaxListeners(50);
    let id: string | undefined;
    const begin = async () => {
      const arrival = arrive(req);
      id = arrival.id;
      const from = (at: number): void | Promise<void> =>
        taken[at]?.(req, res, arrival, () => from(at + 1));
      await from(0);
    };
    void begin().catch((error: unknown) => {
      log.error({ err: error, requestId: id }, "the request failed before the front");
      res.destroy();
    });
  };
}

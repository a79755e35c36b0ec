import { Refusal } from "@/base/refusal";

/**
 * Runs at most `running` pieces of work at once, the rest in order of arrival. With `waiting` already
 * in line, the next is refused with a 503 rather than kept in memory.
 */
export function boundedQueue({ running, waiting }: { running: number; waiting: number }) {
  const line: (() => void)[] = [];
  let busy = 0;

  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= running) {
      if (line.length >= waiting) throw tooBusy();
      // The piece of work that ends passes its turn on, so `busy` is not raised here.
      await new Promise<void>((resolve) => line.push(resolve));
    } else {
      busy += 1;
    }
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}

function tooBusy(): Refusal {
  return new Refusal("Many photos are being prepared at the moment. Try again in ten seconds.", {
    status: 503,
    retryAfter: 10,
  });
}

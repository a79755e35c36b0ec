import { setTimeout as pause } from "node:timers/promises";
import { type Embedded, startEmbedded } from "@/db/embedded";

export interface KeepOptions {
  /** Where the data is kept between runs. */
  readonly folder: string;
  /** Told what takes time, and that the server was started again, one sentence each. */
  readonly report: (step: string) => void;
  /** Told when it has ended and can't be started again. */
  readonly failed: (error: unknown) => void;
}

/** How often to look whether the server still runs, in milliseconds. */
const LOOK = 1000;

/**
 * Starts the Postgres of a folder and, until it is stopped, starts it again at the same address whenever it has
 * ended by itself: killed, out of memory or crashed.
 */
export async function keepPostgres({ folder, report, failed }: KeepOptions): Promise<Embedded> {
  let postgres = await startEmbedded({ folder, report });
  const port = Number(new URL(postgres.url).port);
  const over = new AbortController();
  const watching = watch();
  const end = async (how: "stop" | "leave") => {
    over.abort();
    await watching;
    await postgres[how]();
  };
  return {
    ...postgres,
    isRunning: () => postgres.isRunning(),
    stop: () => end("stop"),
    leave: () => end("leave"),
  };

  async function watch(): Promise<void> {
    while (await nextLook()) {
      if (postgres.isRunning()) continue;
      try {
        report("Postgres has ended by itself; starting it again");
        await postgres.leave();
        postgres = await startEmbedded({ folder, port, report });
        report("Postgres serves again");
      } catch (error) {
        return failed(error);
      }
    }
  }

  /** @returns false once it is to be watched no more */
  function nextLook(): Promise<boolean> {
    return pause(LOOK, true, { signal: over.signal }).catch(() => false);
  }
}

import type { Visitor } from "./visitor";

/** What a load met. */
export interface Burst {
  readonly sent: number;
  /** Answers that were not 200, and requests without one, in words. */
  readonly failed: readonly string[];
  readonly slowest: number;
}

/**
 * Asks over kept connections from before some work begins until it has ended and at least so many were sent.
 * @param lanes requests at a time
 * @param pages who asks for what, in turn
 */
export async function burstDuring(
  pages: readonly { readonly by: Visitor; readonly host: string; readonly path: string }[],
  { least, lanes }: { readonly least: number; readonly lanes: number },
  work: () => Promise<void>,
): Promise<Burst> {
  let sent = 0;
  let slowest = 0;
  let working = true;
  const failed: string[] = [];
  const lane = async () => {
    while (working || sent < least) {
      const page = pages[sent++ % pages.length];
      if (!page) return;
      const began = performance.now();
      const outcome = await page.by.ask(page).then(
        ({ status }) => (status === 200 ? null : String(status)),
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      slowest = Math.max(slowest, performance.now() - began);
      if (outcome) failed.push(`${page.host}${page.path}: ${outcome}`);
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, lane));
  try {
    await work();
  } finally {
    working = false;
    await running;
  }
  return { sent, failed, slowest };
}

/** What an action of the studio answers. */
export type Answer<Data> =
  | { readonly ok: true; readonly data: Data }
  | {
      readonly ok: false;
      readonly message: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly status: number;
    };

/** The status of an answer that never came: offline, or the server is away. */
const NO_ANSWER = 0;

/**
 * How long an answer is waited for, in milliseconds. If the person then repeats it, it is done only once,
 * because actions are idempotent.
 */
const PATIENCE = 30_000;

/** Calls an action; a request that is lost on the way becomes a sentence, and what was typed stays. */
export async function attempt<Data>(work: () => Promise<Answer<Data>>): Promise<Answer<Data>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("No answer in time.")), PATIENCE);
  });
  try {
    if (!navigator.onLine) throw new Error("Offline.");
    return await Promise.race([work(), patience]);
  } catch (error) {
    const message = doorstepSentence(error) ?? lostSentence();
    return { ok: false, message, fields: {}, status: NO_ANSWER };
  } finally {
    clearTimeout(timer);
  }
}

/** The doorstep's sentence about a site that moved or is closed, from the error text that Next passes on. */
function doorstepSentence(error: unknown): string | null {
  const text = error instanceof Error ? error.message : "";
  return /^This site (has moved|is closed for now|is gone)\. /.test(text)
    ? `${text} What you typed is still here.`
    : null;
}

function lostSentence(): string {
  return navigator.onLine
    ? "The site did not answer. What you typed is still here; try again in a moment."
    : "You are offline. What you typed is still here; save it when the connection is back.";
}

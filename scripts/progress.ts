/** Prints a step with the seconds since the start, so that a person sees what takes time. */
export function progressSince(began: number): (step: string) => void {
  return (step) => {
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`${seconds} s  ${step}\n`);
  };
}

/** What an error says to a person; with LOG_LEVEL=debug also where it arose. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env.LOG_LEVEL === "debug" ? (error.stack ?? error.message) : error.message;
}

/** What to know of how current this is; empty where it is. */
export function cautionOf(known: {
  readonly awaySince: Date | null;
  readonly unwatched: boolean;
  readonly watchedAt: Date | null;
  readonly readAt: Date | null;
}): string {
  const { awaySince, unwatched, watchedAt, readAt } = known;
  if (awaySince && !readAt)
    return `The register, where this is kept, does not answer since ${WHEN.format(awaySince)} UTC, and this process began after that. It asks again every few seconds.`;
  if (awaySince && readAt)
    return `The register, where this is kept, does not answer since ${WHEN.format(awaySince)} UTC. What you see is from ${WHEN.format(readAt)} UTC.`;
  if (!watchedAt) return "The first look is taken within a minute of the worker’s start.";
  if (unwatched)
    return `The last look was at ${WHEN.format(watchedAt)} UTC. What you see is from then; this page itself answers, and so does the register.`;
  return "";
}

const WHEN = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

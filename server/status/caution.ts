import { NEAR_MOMENT } from "@/base/moment";
/** What to know of how current this is; empty where it is. */
export function cautionOf(known: {
  readonly awaySince: Date | null;
  readonly unwatched: boolean;
  readonly watchedAt: Date | null;
  readonly readAt: Date | null;
}): string {
  const { awaySince, unwatched, watchedAt, readAt } = known;
  if (awaySince && !readAt)
    return `The register, where this is kept, does not answer since ${NEAR_MOMENT.format(awaySince)} UTC, and this process began after that. It asks again every few seconds.`;
  if (awaySince && readAt)
    return `The register, where this is kept, does not answer since ${NEAR_MOMENT.format(awaySince)} UTC. What you see is from ${NEAR_MOMENT.format(readAt)} UTC.`;
  if (!watchedAt) return "The first look is taken within a minute of the worker’s start.";
  if (unwatched)
    return `The last look was at ${NEAR_MOMENT.format(watchedAt)} UTC. What you see is from then; this page itself answers, and so does the register.`;
  return "";
}

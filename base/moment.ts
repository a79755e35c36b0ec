const PARTS = {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
} as const;

/** Such as `22 November 2026 at 10:12`, in UTC. */
export const MOMENT = new Intl.DateTimeFormat("en-GB", { ...PARTS, year: "numeric" });

/** The same without its year, for what is near. */
export const NEAR_MOMENT = new Intl.DateTimeFormat("en-GB", PARTS);

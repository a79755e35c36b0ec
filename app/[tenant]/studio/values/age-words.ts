const DAY = 86_400_000;

/** How long ago a day was, in whole days, months or years: "29 days ago". Both days are YYYY-MM-DD. */
export function ageInWords(day: string, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(day)) / DAY);
  // Where it is another day already than in the calendar that all sites count by.
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  const months = monthsBetween(day, today);
  if (months >= 24) return `${Math.floor(months / 12)} years ago`;
  if (months >= 12) return "a year ago";
  if (months >= 1) return months === 1 ? "a month ago" : `${months} months ago`;
  return `${days} days ago`;
}

function monthsBetween(day: string, today: string): number {
  const [from, to] = [new Date(day), new Date(today)];
  const months =
    (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return months - (to.getUTCDate() < from.getUTCDate() ? 1 : 0);
}

import type { IncomingHttpHeaders } from "node:http";

/** Whether it is a picture, or fetched ahead of a click that may never come. */
export function canWait(headers: IncomingHttpHeaders, pathname: string): boolean {
  return (
    headers["sec-fetch-dest"] === "image" ||
    headers["sec-purpose"] !== undefined ||
    headers["next-router-prefetch"] !== undefined ||
    /^\/(?:photos\/|plush\/|card(?:\/|$))/.test(pathname)
  );
}

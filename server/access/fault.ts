import { log } from "@/base/log";
import { note } from "./request";

/** Writes the line of an error that no one caught, and tells the front when a database was away. */
export function noteFault(error: unknown, requestId: string): void {
  // By name: Next bundles this file apart from the pages, so the class is not one object.
  if (error instanceof Error && error.name === "DatabaseUnavailable")
    note(requestId, { away: true, updating: "updating" in error && error.updating === true });
  log.error({ err: error, requestId }, "the page failed");
}

import { databaseFaultOf } from "@/base/fault-code";
import { tellFault } from "@/base/telemetry/told";
import { note } from "./request";

/**
 * Sees that an error that no one caught has its line, and tells the front when a database was away. A form that is broken
 * or whose sender has left is no error: the front says what it is.
 */
export function noteFault(error: unknown, requestId: string): void {
  if (isUnreadable(error)) {
    note(requestId, { unreadable: true });
    return;
  }
  const fault = databaseFaultOf(error);
  if (fault) note(requestId, { fault });
  tellFault(error, { requestId });
}

/** What reading a form throws, by Next itself before an action and by our own handlers. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message === "aborted") return "code" in error && error.code === "ECONNRESET";
  return /^(Failed to parse body as FormData|Content-Type was not one of)/.test(error.message);
}

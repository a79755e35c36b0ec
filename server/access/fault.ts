import { databaseFaultOf } from "@/base/fault-code";
import { log } from "@/base/log";
import { note } from "./request";

/** Writes the line of an error that no one caught, and tells the front when a database was away. */
export function noteFault(error: unknown, requestId: string): void {
  const fault = databaseFaultOf(error);
  if (fault) note(requestId, { fault });
  log.error({ err: error, requestId }, "the page failed");
}

import { databaseFaultOf } from "@/base/fault-code";
import { tellFault } from "@/base/telemetry/told";
import { note } from "./request";

/** Sees that an error that no one caught has its line, and tells the front when a database was away. */
export function noteFault(error: unknown, requestId: string): void {
  const fault = databaseFaultOf(error);
  if (fault) note(requestId, { fault });
  tellFault(error, { requestId });
}

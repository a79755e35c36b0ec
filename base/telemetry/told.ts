import { databaseFaultOf } from "../fault-code.ts";
import { log } from "../log.ts";
import { shared } from "../shared.ts";
import { currentTrace, type Trace } from "./trace.ts";

/**
 * Writes the line of an error that nobody caught. A page that fails is told of by the framework and by us, and
 * each part of it may fail for the same reason: a request gets one line for each.
 * @param about what more the line says
 */
export function tellFault(
  error: unknown,
  about: Record<string, unknown> = {},
  words = "the page failed",
): void {
  const trace = currentTrace();
  if (trace?.requestId && isToldIn(trace, databaseFaultOf(error) ?? String(error))) return;
  log.error({ ...about, err: error }, words);
}

function isToldIn(trace: Trace, reason: string): boolean {
  const told = shared("told", () => new WeakMap<Trace, Set<string>>());
  const reasons = told.get(trace) ?? new Set();
  told.set(trace, reasons);
  if (reasons.has(reason)) return true;
  reasons.add(reason);
  return false;
}

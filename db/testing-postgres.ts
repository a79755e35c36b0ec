import { join } from "node:path";
import { type Embedded, startEmbedded } from "./embedded";

/** The embedded Postgres of the tests: fast rather than safe against a crash, and roomy. */
export function startTestPostgres(report?: (step: string) => void): Promise<Embedded> {
  const folder = join(import.meta.dirname, "../.data/test-postgres");
  return startEmbedded({ folder, durable: false, connections: 400, report });
}

import { env } from "../env.ts";
import { sender } from "./sender.ts";
import { currentTrace, newSpanId, parentOf } from "./trace.ts";

/** The marks by which a transaction tells Postgres which request or job it belongs to. */
export interface Marked {
  /** Stands after `begin`: a comment, or nothing. */
  readonly comment: string;
  /** A further statement in the same message, or nothing. It makes Postgres's own log lines carry the trace. */
  readonly statement: string;
  /** Once the transaction has ended. */
  end(failed: boolean): void;
}

const UNMARKED: Marked = { comment: "", statement: "", end() {} };

/**
 * Marks a transaction with the trace of what runs now. The text of other statements stays as it is, so that
 * prepared statements stay valid. The mark is sent with `begin`, so it costs no round trip. See
 * docs/decisions/telemetry.md.
 * @param tenant the tenant's id, or null on the platform's side
 */
export function markTransaction(
  kind: "read" | "write",
  database: string,
  tenant: string | null,
): Marked {
  const trace = currentTrace();
  const pushing = sender();
  if (!trace || (!pushing && env().DATABASE_TRACE !== "on")) return UNMARKED;
  const spanId = newSpanId();
  const { traceId, route } = trace;
  const told = env().DATABASE_TRACE !== "off";
  const started = Date.now();
  const clock = performance.now();
  return {
    comment: told
      ? ` ${commentOf({ route, ...(tenant && { tenant }), traceparent: parentOf(traceId, spanId) })}`
      : "",
    statement: told ? `; set local application_name = 'swingtag ${traceId}-${spanId}'` : "",
    end(failed) {
      pushing?.span({
        name: `database ${kind}`,
        kind: "client",
        traceId,
        spanId,
        parentId: trace.spanId,
        started,
        ended: started + (performance.now() - clock),
        failed,
        attributes: {
          "db.system.name": "postgresql",
          "db.namespace": database,
          ...(tenant && { tenant }),
        },
      });
    },
  };
}

/** A comment as sqlcommenter writes it: sorted keys, values encoded, so that none can end the comment or a string. */
export function commentOf(values: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(values)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encoded(name)}='${encoded(value)}'`);
  return `/*${pairs.join(",")}*/`;
}

/** Half a surrogate pair can't be encoded and is replaced; the characters that would end a comment are encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

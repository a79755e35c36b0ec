import { builderOver, type Query, type Rows } from "./pools/queries";
import type { Reads } from "./transaction";

type Send = (query: Query) => Promise<Rows>;

/** How a transaction sends its queries, by its `select`, which every handle of that transaction carries along. */
const senders = new WeakMap<Reads["select"], Send>();

/** Lets prebuilt queries run in a transaction. */
export function takesPrebuilt<Tx extends Reads>(tx: Tx, send: Send): Tx {
  senders.set(tx.select, send);
  return tx;
}

/** The transaction whose prebuilt query is being sent right now: between `execute` and `send` nothing waits. */
let sending: Send | undefined;

const builder = builderOver((query) => {
  if (!sending) throw new Error("A prebuilt query is sent by the function that prebuilt() gives.");
  return sending(query);
});

interface Buildable<Row> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<Row[]> };
}

/**
 * A query whose text is built once in a process, for what is asked at nearly every request: building takes longer
 * than all that Postgres does for a row by its key.
 * @param build makes the query; what differs from call to call is a `sql.placeholder`
 * @returns runs it in a transaction, with the values of its placeholders
 */
export function prebuilt<Row, Values extends Record<string, unknown>>(
  build: (tx: Reads) => Buildable<Row>,
): (tx: Reads, values: Values) => Promise<Row[]> {
  let built: ReturnType<Buildable<Row>["prepare"]> | undefined;
  return (tx, values) => {
    const send = senders.get(tx.select);
    if (!send) return build(tx).prepare("").execute(values);
    built ??= build(builder).prepare("");
    sending = send;
    try {
      return built.execute(values);
    } finally {
      sending = undefined;
    }
  };
}

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

/** What makes prebuilt queries in the place of a transaction. */
const reads: Reads = {
  select: builder.select.bind(builder),
  selectDistinct: builder.selectDistinct.bind(builder),
  selectDistinctOn: builder.selectDistinctOn.bind(builder),
  with: builder.with.bind(builder),
  $with: builder.$with,
  $count: builder.$count.bind(builder),
};

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
  const run = prebuiltInForms(() => "", build);
  return (tx, values) => run(tx, undefined, values);
}

/**
 * The same for a query whose text has a few forms. Each is built once and kept, so there must be few.
 * @param formOf names the form: by all that the text depends on, of the transaction and of what is asked
 * @param build makes the query in that form
 */
export function prebuiltInForms<Row, Tx extends Reads, Asked>(
  formOf: (tx: Tx, asked: Asked) => string,
  build: (tx: Tx, asked: Asked) => Buildable<Row>,
): (tx: Tx, asked: Asked, values: Record<string, unknown>) => Promise<Row[]> {
  const built = new Map<string, ReturnType<Buildable<Row>["prepare"]>>();
  return (tx, asked, values) => {
    const send = senders.get(tx.select);
    if (!send) return build(tx, asked).prepare("").execute(values);
    const form = formOf(tx, asked);
    const known = built.get(form) ?? build({ ...tx, ...reads }, asked).prepare("");
    built.set(form, known);
    sending = send;
    try {
      return known.execute(values);
    } finally {
      sending = undefined;
    }
  };
}

/** The required result of an attempt. With any result, nothing of another tenant's may be shown or changed. */
export type Verdict =
  /** Nothing else is asked. */
  | "harmless"
  /** An error, whatever it says. */
  | "refused"
  /** No error: an error would tell that the neighbour has such a row. */
  | "accepted"
  /** No row. */
  | "empty"
  /** Nothing that is kept from the site's own visitors. */
  | "public";

/** One statement that a runtime login tries. */
export interface Attempt {
  readonly kind: string;
  /** The table or function it is about. */
  readonly on: string;
  readonly statement: string;
  readonly verdict: Verdict;
  /** Settings of the transaction other than the attacker's own tenant and `members`. */
  readonly settings?: string;
}

/** Whose row of each table: one of the attacker's, one of the neighbour's, as ids. */
export interface Side {
  readonly tenantId: string;
  /** What the tenant's secrets are filed under. */
  readonly slug: string;
  readonly rows: ReadonlyMap<string, Row>;
}

/** A row as JSON, so that any type can be written back as text. */
export type Row = Readonly<Record<string, string | null>>;

/** Both sides, and the row of each in one table. */
export interface Pair {
  readonly mine: Side;
  readonly theirs: Side;
  readonly my: Row;
  readonly their: Row;
}

/**
 * Who a transaction acts for: the policies read this word. `members` are owners, editors and the site itself; `viewers` are
 * members who change nothing of the collection, support among them. `sign-in` is whoever signs in, confirms an address or
 * accepts an invitation, before there is a session. `senders` are visitors who write to the owners.
 */
export type Audience = "visitors" | "senders" | "sign-in" | "viewers" | "members" | Holder;

/**
 * Whoever holds the token of a share, named by the token's digest: a visitor beside that. The word goes into the name of a
 * cursor, which has room for no more.
 */
export type Holder = `~${string}`;

/** How a share's digest reads. */
export const HOLDER = /^~[A-Za-z0-9_-]{18}$/;

/** Who may see a row of a tenant's table; members may always. */
export type SeenBy =
  | { readonly who: "everyone"; readonly rows: string | null }
  | { readonly who: "members" | "sign-in" }
  | {
      readonly who: "editors";
      /** Which rows senders may add, as Postgres prints the condition; null where none. */
      readonly added: string | null;
    }
  | { readonly who: "holder"; readonly rows: string }
  | {
      readonly who: "whoever sees its parent";
      readonly parent: string;
      /** The columns that are equal, this table's and the parent's. */
      readonly own: string;
      readonly its: string;
    }
  | {
      readonly who: "follows its parent";
      readonly parent: string;
      /** The column that names the parent's row by its id. */
      readonly own: string;
      /** Which of them, if not all, as Postgres prints the condition. */
      readonly rows: string | null;
      readonly derived: boolean;
    };

/**
 * Everyone on the site.
 * @param rows which rows, if not all, as Postgres prints the condition
 */
export function everyone(rows: string | null = null): SeenBy {
  return { who: "everyone", rows };
}

/** Members of the site alone. */
export const forMembers: SeenBy = { who: "members" };

/**
 * Owners and editors alone: no viewer, and so no support.
 * @param added which rows visitors may add without seeing any, as Postgres prints the condition
 */
export function forEditors(added: string | null = null): SeenBy {
  return { who: "editors", added };
}

/** Members, and whoever is about to become one. */
export const forSignIn: SeenBy = { who: "sign-in" };

/**
 * Members, and whoever holds the token of which the row has the digest.
 * @param rows which rows, as Postgres prints the condition
 */
export function forHolder(rows: string): SeenBy {
  return { who: "holder", rows };
}

/**
 * Whoever may see the row that this one hangs on, which is looked up for each row: for tables of a few rows.
 * @param own the column that names the parent's row by the parent's column `its`
 */
export function whoeverSees(parent: string, own: string, its: string): SeenBy {
  return { who: "whoever sees its parent", parent, own, its };
}

/**
 * Whoever may see the row that this one hangs on, which the row knows without a look at its parent: both have a column
 * `hidden`, and the reference carries it, so that the two can't differ. The contract demands that reference.
 * @param own the column that names the parent's row by its id
 * @param rows which of them, if not all, as Postgres prints the condition
 * @param derived whether a trigger keeps the rows in step with their parent, so that only its change counts
 */
export function follows(
  parent: string,
  own: string,
  { rows = null, derived = false }: { rows?: string | null; derived?: boolean } = {},
): SeenBy {
  return { who: "follows its parent", parent, own, rows, derived };
}

/**
 * The restrictive policy for reading a table, in the form in which Postgres prints it; null where everyone sees all.
 * @param said SQL for the word of the transaction's audience
 */
export function restriction(table: string, seenBy: SeenBy, said: string): string | null {
  const member = `(${said} = ANY (ARRAY['members'::text, 'viewers'::text]))`;
  switch (seenBy.who) {
    case "everyone":
      return seenBy.rows && `(${member} OR (${seenBy.rows}))`;
    case "members":
      return member;
    case "editors":
      return `(${said} = 'members'::text)`;
    case "sign-in":
      return `(${member} OR (${said} = 'sign-in'::text))`;
    case "holder":
      return `(${member} OR ((('~'::text || digest) = ${said}) AND ${seenBy.rows}))`;
    case "follows its parent":
      return seenBy.rows
        ? `(${member} OR ((NOT hidden) AND (${seenBy.rows})))`
        : `(${member} OR (NOT hidden))`;
    case "whoever sees its parent": {
      const { parent, own, its } = seenBy;
      return `(${member} OR (EXISTS ( SELECT FROM ${parent} WHERE ((${parent}.tenant_id = ${table}.tenant_id) AND (${parent}.${its} = ${table}.${own})))))`;
    }
  }
}

/**
 * The restrictive policy for whoever adds to a table, in the form in which Postgres prints it.
 * @param said SQL for the word of the transaction's audience
 */
export function addition(seenBy: SeenBy, said: string): string {
  const rows = seenBy.who === "editors" ? seenBy.added : null;
  return rows ? `(${ofOthers(said)} OR ${rows})` : ofOthers(said);
}

/** The condition that a transaction is not a sender's, who changes and removes no row. */
export function ofOthers(said: string): string {
  return `(${said} IS DISTINCT FROM 'senders'::text)`;
}

/** Whether a change of the table changes what visitors see, so that the site's version counts it. */
export function isShown(seenBy: SeenBy): boolean {
  switch (seenBy.who) {
    case "everyone":
    case "whoever sees its parent":
      return true;
    case "follows its parent":
      return !seenBy.derived;
    default:
      return false;
  }
}

import type { Tenant } from "@/db/scope";
import type { Walls } from "@/db/tenant/queries/walls";

interface Wall {
  readonly name: string;
  readonly figure: string;
  readonly stands: boolean;
  readonly says: string;
}

/** Each wall in words, by what the database says of it. */
export function wallsOf(walls: Walls, placement: Tenant["placement"]): Wall[] {
  const { tables, guarded, policies, references, carried, powerful, changeable, opens, login } =
    walls;
  return [
    {
      name: HOMES[placement],
      figure: placement === "pool" ? "Shared" : "Yours alone",
      stands: opens === 0,
      says:
        placement !== "pool"
          ? `Only your rows lie in it. Its login, ${login}, ${opens === 0 ? "opens this database and no other of Swingtag’s" : `also opens ${opens} others`}.`
          : `Your rows lie beside those of other sites. The login they share, ${login}, ${opens === 0 ? "opens this database and no other of Swingtag’s" : `also opens ${opens} others`}.`,
    },
    {
      name: "A rule on every table",
      figure: `${guarded} of ${tables}`,
      stands: guarded === tables,
      says: `${policies} rules run inside the database, before any row is read or written. They let through rows of the site that is asked for and no others, and nobody’s code is asked to remember that.`,
    },
    {
      name: "No link across the wall",
      figure: `${carried} of ${references}`,
      stands: carried === references,
      says: "Where one row leads to another, such as a photo to its item, the link names the site too. A link to another site’s row can’t be stored.",
    },
    {
      name: "A login without powers",
      figure: powerful ? "Powers" : "None",
      stands: !powerful,
      says: powerful
        ? "The login that answers your visitors could switch the rules off."
        : "The login that answers your visitors owns no table, can’t switch a rule off and can’t take on another role.",
    },
    {
      name: "A site that no query can swap",
      figure: changeable ? "Open" : "Fixed",
      stands: !changeable,
      says: changeable
        ? "A query could change for which site the rules let rows through."
        : "For which site the rules let rows through is settled before the first query of a request, and nothing within a query can change it.",
    },
    {
      name: "Files under your site’s id",
      figure: "One folder",
      stands: true,
      says: "Photos and exports are looked up below your site’s own folder. An address can’t spell a way out of it.",
    },
    {
      name: "Sign-ins that hold here alone",
      figure: "One address",
      stands: true,
      says: "The browser sends a sign-in to your address and to no other site, and it is looked up among your site’s own sessions.",
    },
  ];
}

const HOMES: Readonly<Record<Tenant["placement"], string>> = {
  pool: "A share of a database",
  own: "A database of your own",
  stack: "A database in a stack of your own",
};

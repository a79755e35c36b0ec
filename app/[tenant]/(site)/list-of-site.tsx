import "@/components/site/list.css";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { addressOf } from "@/base/env";
import { LIST_PAGE_CLASS, ListContents, type ListGroup } from "@/components/site/list-page";
import { countOf } from "@/components/site/words";
import type { ReadTx } from "@/db/scope";
import type { List } from "@/db/tenant/choices";
import { readListPage } from "@/db/tenant/queries/lists";
import { mayActAs } from "@/db/tenant/roles";
import { visit } from "@/server/access";
import { LIST_PATHS, LIST_TITLES, listFeedPath } from "../list-address";
import { writePath } from "../write-address";
import { askedPage, listHref, listPager } from "./list-view";
import { Printed } from "./printed";
import { sharedAs } from "./shared-as";
import type { PageParams } from "./shelf-url";
import { currentSite } from "./site";

interface ListOfSiteProps {
  readonly list: List;
  readonly params: PageParams;
  readonly read: (tx: ReadTx, ids: readonly string[]) => Promise<readonly ListGroup[]>;
}

const EMPTY: Readonly<Record<List, string>> = {
  wants: "Nothing is looked for here at the moment.",
  trades: "Nothing is for trade here at the moment.",
};

const DESCRIPTIONS: Readonly<Record<List, (name: string) => string>> = {
  wants: (name) => `What ${name} is looking for.`,
  trades: (name) => `What ${name} has for trade.`,
};

export async function listMetadata(list: List, params: PageParams): Promise<Metadata> {
  const { name, reaches } = await currentSite();
  const open = reaches[list] !== "members";
  const told = { title: LIST_TITLES[list], description: DESCRIPTIONS[list](name) };
  return {
    ...told,
    ...(await sharedAs(told)),
    alternates: {
      canonical: listHref(LIST_PATHS[list], askedPage(params)),
      ...(open ? { types: { "application/atom+xml": listFeedPath(list) } } : {}),
    },
    robots: open ? undefined : { index: false },
  };
}

/** A list of the site in its skin. Where its owner keeps it for members, it is nowhere for everyone else. */
export async function ListOfSite({ list, params, read }: ListOfSiteProps) {
  const [{ scope, member }, { skin, reaches, takesMessages }] = await Promise.all([
    visit(),
    currentSite(),
  ]);
  const open = reaches[list] !== "members";
  if (!open && !member) notFound();
  const found = await scope.read((tx) => readListPage(tx, list, askedPage(params)));
  const groups = await scope.read((tx) => read(tx, found.ids));
  const path = LIST_PATHS[list];
  return (
    <Printed className={LIST_PAGE_CLASS}>
      <ListContents
        title={LIST_TITLES[list]}
        count={countOf(found.total, skin.words)}
        groups={groups}
        pager={listPager(path, found)}
        empty={EMPTY[list]}
        address={addressOf(scope.tenant.slug, path)}
        writeHref={takesMessages ? writePath(null) : null}
        feedHref={open ? listFeedPath(list) : null}
        notice={
          !open && (
            <p className="notice">
              Only members of this site see this list.
              {member && mayActAs(member.role, "owner") && (
                <>
                  {" "}
                  <a href="/studio/settings#lists">Show it to everyone</a>
                </>
              )}
            </p>
          )
        }
      />
    </Printed>
  );
}

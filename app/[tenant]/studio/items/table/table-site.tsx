"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { OwnField, Template } from "@/db/tenant/own";
import type { Place } from "@/db/tenant/queries/places";
import { BUILT_IN, type TableFields, tableFields } from "@/db/tenant/queries/table/fields";
import { BeginningWith } from "../../currency";

/** What the table knows of the site that it shows. */
export interface SiteOfTable {
  readonly fields: TableFields;
  readonly templates: readonly Template[];
  /** Whether this person may make links for people who are no members. */
  readonly mayShare: boolean;
}

/** The same as the server hands it to the browser. */
export interface SiteGiven {
  readonly own: readonly OwnField[];
  readonly places: readonly Place[];
  readonly templates: readonly Template[];
  readonly mayShare: boolean;
  /** With which a new amount begins. */
  readonly currency: string;
}

const Site = createContext<SiteOfTable>({ fields: BUILT_IN, templates: [], mayShare: false });

/** Tells all parts of the table which fields, places and templates the site has. */
export function TableSite(props: SiteGiven & { readonly children: ReactNode }) {
  const { own, places, templates, mayShare } = props;
  const site = useMemo(
    () => ({ fields: tableFields(own, places), templates, mayShare }),
    [own, places, templates, mayShare],
  );
  return (
    <BeginningWith currency={props.currency}>
      <Site value={site}>{props.children}</Site>
    </BeginningWith>
  );
}

export function useSite(): SiteOfTable {
  return useContext(Site);
}

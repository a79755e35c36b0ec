"use client";

import { createContext, type ReactNode, useContext } from "react";
import { FIRST_CURRENCY } from "@/db/tenant/choices";

const Currency = createContext<string>(FIRST_CURRENCY);

/** Tells the forms inside with which currency a new amount begins: the one that the site used last. */
export function BeginningWith(props: { readonly currency: string; readonly children: ReactNode }) {
  return <Currency value={props.currency}>{props.children}</Currency>;
}

/** The currency with which a new amount begins. */
export function useLastCurrency(): string {
  return useContext(Currency);
}

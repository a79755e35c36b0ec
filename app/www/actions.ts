"use server";

import type { Outcome } from "@/server/action";
import { askName } from "@/server/life/names";
import { createSite } from "./create-site";

/** What a visitor has filled in, as typed. */
export interface Typed {
  readonly name: string;
  readonly email: string;
  readonly preset: string;
  readonly placement: string;
}

/** What the sign-up form shows after it was sent. */
export interface SignUpState {
  readonly typed: Typed;
  /** Null before the form was sent for the first time. */
  readonly outcome: Outcome<{
    /** True if the site is ready. Otherwise the address is that of the page that shows its progress. */
    readonly open: boolean;
    readonly url: string;
  }> | null;
  /** Free names close to one that is taken. */
  readonly suggestions: readonly string[];
}

/** Creates a site and answers with the one-time address that signs its founder in. */
export async function signUp(_before: SignUpState, form: FormData): Promise<SignUpState> {
  const typed = typedIn(form);
  const outcome = await createSite(form);
  const taken = !outcome.ok && outcome.status === 409;
  return { typed, outcome, suggestions: taken ? (await askName(typed.name)).suggestions : [] };
}

function typedIn(form: FormData): Typed {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.slice(0, 300) : "";
  };
  return {
    name: text("name"),
    email: text("email"),
    preset: text("preset"),
    placement: text("placement"),
  };
}

import { badger, bandit, blaze } from "./coats/faces";
import { cow, panda, patch, plain } from "./coats/patched";
import { spines, wool } from "./coats/rough";
import { giraffe, rosettes, spots } from "./coats/spotted";
import { stripes, zebra } from "./coats/striped";
import { tabby } from "./coats/tabby";

export interface Coat {
  /** On a head. */
  head: string;
  /** On a seated body. */
  body: string;
}

export type CoatKind = keyof typeof coats;

/** Printed and appliquéd patterns. */
export const coats = {
  plain,
  patch,
  spots,
  rosettes,
  stripes,
  tabby,
  cow,
  panda,
  bandit,
  blaze,
  zebra,
  giraffe,
  spines,
  badger,
  wool,
};

import { UUID } from "@/base/uuid";
import { platform } from "@/db/platform/door";
import { findFormerOwner } from "@/db/platform/queries/names";
import { findTenant, findTenantById } from "@/db/platform/queries/tenants";
import type { Tenant } from "@/db/scope";
import { missing, usage } from "./exits";
import type { Terminal } from "./terminal";

/** The result of a command, for programs and for people. */
export interface Answer {
  /** Printed as one JSON document with `--json`. */
  readonly data: unknown;
  /** Printed otherwise. */
  readonly text: string;
  /** 0 where not said. */
  readonly code?: number;
}

/** What the commands are given to work with. */
export interface Context {
  readonly terminal: Terminal;
  /** Wraps what a command does into Commander's action: opens the installation, prints the answer, closes. */
  action<Args extends unknown[]>(
    work: (...args: Args) => Promise<Answer>,
  ): (...args: Args) => Promise<void>;
}

/** The actor that the audit log names. */
export const BY = "command line";

/** `--reason` as every command explains it. */
export const REASON = [
  "-r, --reason <why>",
  "why, for the log that the site's owner reads",
] as const;

/** `--yes` as every command explains it. */
export const YES = ["-y, --yes", "don't ask; needed where nobody can be asked"] as const;

/** The tenant of a site's name or id, in whatever state. @throws Ending when there is none */
export async function siteOf(word: string): Promise<Tenant> {
  const name = word.trim().toLowerCase();
  const found = UUID.test(name)
    ? await platform.read((tx) => findTenantById(tx, name))
    : await platform.read((tx) => findTenant(tx, name));
  if (found) return found;
  const former = await platform.read((tx) => findFormerOwner(tx, name));
  if (former) throw missing(`${name} is called ${former.slug} now. Name it so.`);
  throw missing(`There is no site ${name}. See all of them with: npm run tenants -- list`);
}

/**
 * Asks a person to type a word before something that can't be undone. In a pipe there is nobody to ask, so it
 * refuses.
 * @throws Ending when it was not confirmed
 */
export async function confirm(
  { terminal }: Pick<Context, "terminal">,
  about: { readonly sentence: string; readonly word: string; readonly yes: boolean | undefined },
): Promise<void> {
  if (about.yes) return;
  if (!terminal.interactive)
    throw usage(`${about.sentence} Nobody can be asked here: add --yes to confirm it.`);
  const typed = await terminal.ask(`${about.sentence}\nType ${about.word} to go on: `);
  if (typed?.trim() !== about.word)
    throw usage(`That was not ${about.word}, so nothing was changed.`);
}

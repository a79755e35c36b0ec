import type { Role } from "@/db/tenant/roles";
import type { Outgoing } from "@/server/mail";
import { linkOf, oneLine, type Piece, printLetter } from "@/server/mail/paper";

/** What a letter says; who gets it is added by the sender: `{ to, ...letter }`. */
export type Letter = Omit<Outgoing, "to">;

/** The one-time link to a site, asked for on its sign-in page. `minutes`: how long it works. */
export function signInLetter({
  site,
  url,
  minutes,
}: {
  site: string;
  url: string;
  minutes: number;
}): Letter {
  const name = oneLine(site);
  return printLetter(`Sign in to ${name}`, [
    { says: `Here is your link to sign in to ${name}. It works once, within ${minutes} minutes.` },
    { button: "Sign in", to: linkOf(url) },
    { aside: NOT_YOU },
  ]);
}

/** Proves that the address of a new site's owner is theirs. */
export function confirmLetter({ site, url }: { site: string; url: string }): Letter {
  const name = oneLine(site);
  return printLetter(`Confirm your address for ${name}`, [
    { says: `${name} is yours. Until you confirm this address, you alone can see the site.` },
    { button: "Confirm and open the site", to: linkOf(url) },
    { aside: NOT_YOU },
  ]);
}

/** Asks somebody to join a site. `inviter`: a name to show, where the owner has given one. */
export function invitationLetter({
  site,
  role,
  inviter,
  url,
}: {
  site: string;
  role: Role;
  inviter?: string;
  url: string;
}): Letter {
  const name = oneLine(site);
  const who = inviter ? oneLine(inviter) : "The owner";
  return printLetter(`An invitation to ${name}`, [
    { says: `${who} invites you to ${name}. ${INVITED_TO[role]}` },
    { button: "Accept the invitation", to: linkOf(url) },
    { aside: `${NOT_YOU} Without your answer nothing happens.` },
  ]);
}

/** Answers "which sites are mine?", also for an address that has none. */
export function findMySiteLetter({ sites }: { sites: { name: string; url: string }[] }): Letter {
  const found: Piece[] = sites.map(({ name, url }) => ({
    button: oneLine(name),
    to: linkOf(url),
  }));
  return printLetter(sites.length === 1 ? "Your site" : "Your sites", [
    { says: sites.length === 0 ? NO_SITES : "These are the sites that know this address." },
    ...found,
    { aside: NOT_YOU },
  ]);
}

const NOT_YOU = "If you did not ask for this, do nothing.";

const NO_SITES =
  "No site knows this address. You may have signed up with another one; try that one, too.";

const INVITED_TO: Readonly<Record<Role, string>> = {
  owner: "As an owner you can change everything, the members included.",
  editor: "As an editor you can add and change items.",
  viewer: "As a viewer you can see what its members see.",
};

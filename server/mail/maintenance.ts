import { MOMENT } from "@/base/moment";
import type { Letter } from "@/server/mail/letters";
import { linkOf, oneLine, printLetter } from "@/server/mail/paper";

/** What a letter on maintenance says. */
export interface Announced {
  /** The site's name; null where everyone's sites are concerned. */
  readonly site: string | null;
  readonly beginsAt: Date;
  readonly endsAt: Date;
  /** An operator's words. */
  readonly text: string;
  /** Names of components, in words. */
  readonly components: readonly string[];
  readonly url: string;
}

/** Announces maintenance to an owner. */
export function maintenanceLetter(given: Announced): Letter {
  const whose = given.site === null ? "all sites on Swingtag" : oneLine(given.site);
  return printLetter(`Maintenance: ${MOMENT.format(given.beginsAt)}`, [
    {
      says: `From ${MOMENT.format(given.beginsAt)} to ${MOMENT.format(given.endsAt)} UTC work is done that concerns ${whose}.`,
    },
    { says: given.text },
    ...(given.components.length > 0
      ? [{ says: `It concerns: ${given.components.join(", ")}.` }]
      : []),
    { button: "See how it stands", to: linkOf(given.url) },
    { aside: "You get this letter once, because you own a site here. There is nothing to do." },
  ]);
}

/** Takes an announcement back. */
export function calledOffLetter(given: Pick<Announced, "site" | "beginsAt" | "url">): Letter {
  const whose = given.site === null ? "" : ` for ${oneLine(given.site)}`;
  return printLetter(`Maintenance called off: ${MOMENT.format(given.beginsAt)}`, [
    {
      says: `The maintenance announced${whose} for ${MOMENT.format(given.beginsAt)} UTC does not take place.`,
    },
    { button: "See how it stands", to: linkOf(given.url) },
    { aside: "There is nothing to do." },
  ]);
}

import type { Letter } from "@/server/mail/letters";
import { linkOf, oneLine, printLetter } from "@/server/mail/paper";

/** Says that a site was deleted, until when it can come back, and how. */
export function deletedLetter({
  site,
  purgeAt,
  url,
}: {
  site: string;
  purgeAt: Date;
  url: string;
}): Letter {
  const name = oneLine(site);
  const day = inWords(purgeAt);
  return printLetter(`${name} was deleted`, [
    {
      says: `${name} is gone for visitors and everyone is signed out. Until ${day} all of it can be brought back, as it was.`,
    },
    { button: `Bring ${name} back`, to: linkOf(url) },
    {
      aside: `After ${day} its items, photos and members are removed for good, and a signed certificate of that comes to this address.`,
    },
  ]);
}

/** Brings the certificate of what was removed. @param text as it was signed, with its signature */
export function removedLetter({
  site,
  url,
  text,
}: {
  site: string;
  url: string;
  text: string;
}): Letter {
  const name = oneLine(site);
  const letter = printLetter(`${name} was removed for good`, [
    {
      says: `What belonged to ${name} is removed. The certificate behind this link lists what that was and what backups hold until when. Anyone with the link can check its signature.`,
    },
    { button: "See the certificate", to: linkOf(url) },
    {
      aside:
        "The certificate stands in full in the text part of this mail. Keep it if you need it.",
    },
  ]);
  return { ...letter, text: `${letter.text}\n${text}\n` };
}

function inWords(date: Date): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(date);
}

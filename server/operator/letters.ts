import type { Letter } from "@/server/mail/letters";
import { linkOf, printLetter } from "@/server/mail/paper";

/** The one-time link to the console. `minutes`: how long it works. */
export function operatorLetter({ url, minutes }: { url: string; minutes: number }): Letter {
  return printLetter("Sign in to the operators' console", [
    {
      says: `Here is your link to the operators' console. It works once, within ${minutes} minutes, and then asks for a code.`,
    },
    { button: "Go on to the code", to: linkOf(url) },
    { aside: "If you did not ask for this, do nothing, and tell the others." },
  ]);
}

/** Tells an operator that a second factor was set up, so that a stranger's would be noticed. */
export function enrolledLetter(): Letter {
  return printLetter("Your second factor is set up", [
    {
      says: "An authenticator was set up for your address just now. From now on the operators' console asks for its codes.",
    },
    {
      aside:
        "If that was not you, tell the others at once: they take your address out of OPERATORS and forget the authenticator.",
    },
  ]);
}

import type { Message } from "@/db/tenant/queries/messages";
import type { Outgoing } from "@/server/mail";
import { SENDER } from "./letter-page";
import { linkOf, oneLine } from "./paper";

/**
 * What a visitor wrote, for an owner: plain text, each line of it marked as quoted, so that nothing of it passes for ours.
 * The answer goes to whoever wrote it.
 * @param url of the room where it is kept
 */
export function messageLetter({
  site,
  message,
  url,
}: {
  readonly site: string;
  readonly message: Pick<Message, "about" | "senderName" | "senderEmail" | "text">;
  readonly url: string;
}): Omit<Outgoing, "to"> {
  const who = oneLine(message.senderName) || "A visitor";
  const about = message.about ? oneLine(message.about) : oneLine(site);
  const quoted = message.text.split("\n").map((line) => `> ${line}`.trimEnd());
  const parts = [
    `${who} wrote to you on ${oneLine(site)}${message.about ? ` about ${about}` : ""}:`,
    quoted.join("\n"),
    "If you answer this mail, your answer goes to whoever wrote it, and they see your address. Until then they don't know it. Swingtag has not checked who they are or where their links lead.",
    `Report it, or take no more from this sender:\n${linkOf(url)}`,
  ];
  return {
    subject: `A message about ${about}`,
    text: `${parts.join("\n\n")}\n\n--\n${SENDER}\n`,
    replyTo: message.senderEmail,
  };
}

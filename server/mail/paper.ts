import type { Letter } from "@/server/mail/letters";
import { asHtml, page, SENDER } from "./letter-page";

/** A paragraph, a link that is also printed in full, or a smaller closing line. */
export type Piece = { says: string } | { button: string; to: string } | { aside: string };

/** Prints one letter twice, as plain text and as HTML; each value is escaped here and nowhere else. */
export function printLetter(subject: string, pieces: Piece[]): Letter {
  return {
    subject,
    text: `${pieces.map(asText).join("\n\n")}\n\n--\n${SENDER}\n`,
    html: page(subject, pieces.map(asHtml).join("\n")),
  };
}

/**
 * A name somebody chose, fit for a subject and a sentence: one line, at most 60 characters, without characters
 * that hide or turn text, and without anything that a mail program would turn into a link.
 */
export function oneLine(text: string): string {
  const visible = text.replace(/[\p{C}\p{Z}\s]+/gu, " ").trim();
  const unlinked = visible.replace(/:\/\//g, " ").replace(/(?<=[^\s.])\.(?=[^\s.])/g, "․");
  const characters = [...unlinked];
  return characters.length > 60 ? `${characters.slice(0, 59).join("").trim()}…` : unlinked;
}

/** A web address in the form that survives mail. @throws Error for anything but http and https. */
export function linkOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed || !["http:", "https:"].includes(parsed.protocol)) {
    throw new Error("A letter's link is a whole http or https address.");
  }
  return parsed.href;
}

function asText(piece: Piece): string {
  if ("says" in piece) return piece.says;
  if ("aside" in piece) return piece.aside;
  return `${piece.button}:\n${piece.to}`;
}

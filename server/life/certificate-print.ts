import type { Certificate } from "./certificate";
import { TITLE } from "./certificate-body";

const SIGNATURE = "Signature: ";

/** The certificate as one text, for a mail or a file. */
export function printCertificate({ body, signature }: Certificate): string {
  return `${body}\n\n${SIGNATURE}${signature}\n`;
}

/**
 * Reads a certificate from a copied text. Ignores other line ends, spaces at line ends, and text before and
 * after the certificate.
 * @returns null when there is none in it
 */
export function readCertificate(text: string): Certificate | null {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line.trim() === TITLE);
  const last = lines.findIndex((line, at) => at > first && line.startsWith(SIGNATURE));
  if (first === -1 || last === -1) return null;
  const body = lines.slice(first, last).join("\n").trim();
  return { body, signature: (lines[last] ?? "").slice(SIGNATURE.length) };
}

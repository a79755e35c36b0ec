import type { Outgoing } from "@/server/mail";

/** Why a mail is not known to have left. A late one may still arrive. */
export type MailFailureReason = "malformed" | "refused" | "unreachable" | "late";

/**
 * A mail that did not leave. Made for logs: it carries no address, no subject, no link and no cause,
 * because servers like to repeat the address in their answers.
 */
export class MailFailure extends Error {
  override readonly name = "MailFailure";
  readonly reason: MailFailureReason;
  /** The server's three digits (550, 421 …) where it gave any. */
  readonly serverCode: number | undefined;

  constructor(reason: MailFailureReason, message: string, serverCode?: number) {
    super(message);
    this.reason = reason;
    this.serverCode = serverCode;
  }
}

/**
 * Passes a mail on when it can't do more than it says: one address, one line of subject.
 * @throws MailFailure with the reason "malformed"
 */
export function checkedMail(mail: Outgoing): Outgoing {
  if (!isMailAddress(mail.to)) throw malformed("The address of a mail is not one plain address.");
  if (holdsControls(mail.subject)) throw malformed("The subject of a mail is not one line.");
  if (mail.subject.length > 200) throw malformed("The subject of a mail is longer than 200.");
  return mail;
}

/** Whether a text is one address that can be written to, as `name@example.com`. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text) && !holdsControls(text);
}

// Narrower than the standards: what they allow beyond it (quotes, comments, groups, lists) is what
// header injection is made of.
const ADDRESS =
  /^[^\s@<>()[\]\\,;:"'`|]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

function holdsControls(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

function malformed(message: string): MailFailure {
  return new MailFailure("malformed", message);
}

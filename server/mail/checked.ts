import type { Outgoing } from "@/server/mail";

/** Why a mail did not surely leave. After "timeout" it may still arrive. */
export type MailFailureReason = "malformed" | "refused" | "unreachable" | "late";

/**
 * A mail that did not leave. Safe to log: it holds no address, subject, link or cause, because servers often
 * repeat the address in their answers.
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
 * Returns the mail if it has exactly one address and a subject of one line.
 * @throws MailFailure with the reason "malformed"
 */
export function checkedMail(mail: Outgoing): Outgoing {
  if (!isMailAddress(mail.to)) throw malformed("The address of a mail is not one plain address.");
  if (mail.replyTo !== undefined && !isMailAddress(mail.replyTo))
    throw malformed("The address for answers to a mail is not one plain address.");
  if (mail.name !== undefined && !/^[a-z0-9-]{1,100}$/.test(mail.name))
    throw malformed("The name of a mail is not one plain word.");
  if (holdsControls(mail.subject)) throw malformed("The subject of a mail is not one line.");
  if (mail.subject.length > 200) throw malformed("The subject of a mail is longer than 200.");
  return mail;
}

/** Whether a text is one address that can be written to, as `name@example.com`. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text) && !holdsControls(text);
}

// Narrower than the standards: quotes, comments, groups and lists, which they allow, make header injection
// possible.
const ADDRESS =
  /^[^\s@<>()[\]\\,;:"'`|]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

function holdsControls(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

function malformed(message: string): MailFailure {
  return new MailFailure("malformed", message);
}

export { isMailAddress, MailFailure } from "@/server/mail/checked";
export { outboxMailer } from "@/server/mail/outbox";
export { listOutbox, type OutboxMail } from "@/server/mail/outbox-mails";
export { smtpMailer } from "@/server/mail/smtp";

/** One mail to one person. */
export interface Outgoing {
  /** A bare address; no name, no list. */
  to: string;
  subject: string;
  text: string;
  /** Absent where strangers' words are sent, which are plain text. */
  html?: string;
  /** A bare address to which an answer goes. */
  replyTo?: string;
  /** Names the mail for good, such as `message-ID-HASH`, so that whoever gets it twice knows it again. */
  name?: string;
}

export interface Mailer {
  /**
   * Hands the mail over; when it resolves, the server (or the outbox) has taken it.
   * @throws MailFailure; its message and properties hold no e-mail address.
   */
  send(mail: Outgoing): Promise<void>;
  /**
   * Whether mail would be taken now, without sending any: greets the server and logs in, or opens the outbox.
   * @throws MailFailure, or Error where the outbox can't be written
   */
  check(): Promise<void>;
  /** Lets go of open connections. Nothing can be sent afterwards. */
  close(): void;
}

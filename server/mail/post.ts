import { tmpdir } from "node:os";
import { join } from "node:path";
import { bucketAddress } from "@/base/bucket-address";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { listOutbox, type Mailer, type OutboxMail, outboxMailer, smtpMailer } from "@/server/mail";
import type { Letter } from "./letters";

let mailer: Mailer | undefined;

/**
 * Sends a letter. Mail goes after the response, so a failure cannot reach the person: it is logged.
 * @param about where the line in the log belongs
 */
export async function post(
  to: string,
  letter: Letter,
  about: { requestId: string; tenant?: string },
): Promise<void> {
  try {
    await deliver(to, letter);
    log.info(about, "mail sent");
  } catch (error) {
    log.error({ ...about, err: error }, "mail not sent");
  }
}

/**
 * Sends a letter, and throws if it did not leave.
 * @throws MailFailure; it holds no address
 */
export async function deliver(to: string, letter: Letter): Promise<void> {
  mailer ??= makeMailer();
  await mailer.send({ to, ...letter });
}

/** Whether mail can be sent now. @throws Error with the reason */
export async function checkMail(): Promise<void> {
  mailer ??= makeMailer();
  await mailer.check();
}

/** The mail that the demo would have sent, newest first; null outside the demo. */
export async function readOutbox(): Promise<OutboxMail[] | null> {
  return env().DEMO ? listOutbox(outboxFolder()) : null;
}

function makeMailer(): Mailer {
  const { SMTP_URL, DEMO, mailFrom } = env();
  if (DEMO || !SMTP_URL) return outboxMailer(outboxFolder());
  return smtpMailer({ url: SMTP_URL, from: mailFrom });
}

function outboxFolder(): string {
  const { FILES } = env();
  return bucketAddress("FILES", FILES)
    ? join(tmpdir(), "swingtag-outbox")
    : join(FILES, "..", "outbox");
}

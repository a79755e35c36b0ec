import { createTransport } from "nodemailer";
import { smtpSettings } from "@/base/smtp-url";
import type { Mailer } from "@/server/mail";
import { checkedMail, MailFailure } from "@/server/mail/checked";

export interface SmtpOptions {
  /** `smtps://user:password@host` or `smtp://host:587`; see `smtpSettings` for the whole grammar. */
  url: string;
  /** The sender: `name@example.com` or `Swingtag <name@example.com>`. */
  from: string;
  /** The longest one `send` may take, in milliseconds, waiting for a connection included. */
  timeoutMs?: number;
}

/**
 * Sends by SMTP over a few kept connections. Encrypted unless the server is this machine or the
 * address says otherwise.
 *
 * @throws Error at once for an address or a sender that can't be used.
 */
export function smtpMailer({ url, from, timeoutMs = 15_000 }: SmtpOptions): Mailer {
  if (/\p{Cc}/u.test(from)) throw new Error("The sender of mails is not one line.");
  const transport = createTransport({
    ...smtpSettings(url),
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    // Without this limit, nodemailer calls a server that hangs up before its greeting again without end.
    ...{ maxRequeues: 1 },
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? "localhost";
  const headers = { "Auto-Submitted": "auto-generated" };

  return {
    async send(mail) {
      const { to, subject, text, html, replyTo, name } = checkedMail(mail);
      // An address object is taken as it is; a text would be parsed and could name several people.
      const sending = transport.sendMail({
        from,
        to: { name: "", address: to },
        ...(replyTo ? { replyTo: { name: "", address: replyTo } } : {}),
        ...(name ? { messageId: `<${name}@${domain}>` } : {}),
        ...{ subject, text, html, headers },
      });
      await within(timeoutMs, sending);
    },
    async check() {
      await within(timeoutMs, transport.verify());
    },
    close: () => transport.close(),
  };
}

async function within(timeoutMs: number, sending: Promise<unknown>): Promise<void> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    deadline.reject(new MailFailure("late", "The mail server took too long."));
  }, timeoutMs);
  try {
    await Promise.race([sending, deadline.promise]);
  } catch (error) {
    throw error instanceof MailFailure ? error : withoutAddress(error);
  } finally {
    clearTimeout(timer);
  }
}

function withoutAddress(error: unknown): MailFailure {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const answer = error instanceof Error && "responseCode" in error ? error.responseCode : undefined;
  if (typeof answer === "number" && answer >= 400 && answer < 600) {
    return new MailFailure("refused", `The mail server refused the mail (${answer}).`, answer);
  }
  if (code === "ETIMEDOUT") return new MailFailure("late", "The mail server took too long.");
  const hint = typeof code === "string" && /^E[A-Z_]+$/.test(code) ? ` (${code})` : "";
  return new MailFailure("unreachable", `The mail server could not be reached${hint}.`);
}

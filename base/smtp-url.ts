export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** Refuse to go on when the server offers no STARTTLS. */
  requireTLS: boolean;
  /** Stay in the clear even where the server offers STARTTLS. */
  ignoreTLS: boolean;
  auth?: { user: string; pass: string };
}

/**
 * Reads the address of a mail server.
 *
 * - `smtps://user:password@host[:465]`: TLS from the start.
 * - `smtp://user:password@host[:587]`: STARTTLS, and no mail without it.
 * - `smtp://localhost:1025`: this machine; STARTTLS where offered.
 * - `smtp://mailbox:1025?tls=none`: in the clear, for a server inside a private network.
 *
 * @throws Error that names what is wrong and never repeats the address, which may hold a password.
 */
export function smtpSettings(text: string): SmtpSettings {
  const url = URL.parse(text);
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || !url.hostname) {
    throw new Error("A mail server's address begins with smtp:// or smtps:// and names a host.");
  }
  const inTheClear = url.searchParams.get("tls") === "none";
  if (url.search !== "" && (url.search !== "?tls=none" || url.protocol === "smtps:")) {
    throw new Error(
      "A mail server's address takes no option but ?tls=none, and that with smtp://.",
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  const pass = decodeURIComponent(url.password);
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !inTheClear && !LOOPBACK.test(host),
    ignoreTLS: inTheClear,
    ...(user ? { auth: { user, pass } } : {}),
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

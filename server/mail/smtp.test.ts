import PostalMime from "postal-mime";
import type { SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { type Mailer, MailFailure, type Outgoing } from "@/server/mail";
import { invitationLetter, type Letter, signInLetter } from "@/server/mail/letters";
import { smtpMailer } from "@/server/mail/smtp";
import { closeServers, type Delivered, smtpServer, tcpServer } from "@/server/mail/testing";

const TO = "matt.owner@collectors.example";
const LONG_LINK = `https://artmatt.beanie.ty/api/auth/callback/email?callbackUrl=${"https%3A%2F%2Fartmatt.beanie.ty%2Fstudio".repeat(6)}&token=${"0f=".repeat(60)}&email=a%40b.c`;
const mailers: Mailer[] = [];

afterEach(async () => {
  for (const mailer of mailers.splice(0)) mailer.close();
  await closeServers();
});

describe("delivered over SMTP", () => {
  test("a long link arrives unbroken in text and in HTML", async () => {
    const { mailer, delivered } = await realServer();
    await mailer.send({ to: TO, ...signInLetter({ site: "Bär", url: LONG_LINK, minutes: 15 }) });
    const mail = await PostalMime.parse(only(delivered).raw);
    expect(mail.subject).toBe("Sign in to Bär");
    expect(mail.text?.split("\n")).toContain(LONG_LINK);
    expect(hrefs(mail.html)).toEqual([LONG_LINK, LONG_LINK]);
    expect(mail.to).toMatchObject([{ address: TO }]);
    expect(mail.from).toMatchObject({ name: "Swingtag", address: "no-reply@beanie.ty" });
    expect(only(delivered)).toMatchObject({ from: "no-reply@beanie.ty", recipients: [TO] });
  });

  test("no line on the wire is longer than mail allows", async () => {
    const { mailer, delivered } = await realServer();
    await mailer.send({ to: TO, ...signInLetter({ site: "A", url: LONG_LINK, minutes: 15 }) });
    const lines = only(delivered).raw.toString("latin1").split("\r\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  test("a hostile site name and inviter are escaped and plant no header", async () => {
    const { mailer, delivered } = await realServer();
    const hostile = `</p><script>alert(1)</script>\r\nBcc: all@example.com`;
    const url = "https://a.beanie.ty/join";
    const letter = invitationLetter({ site: hostile, inviter: hostile, role: "viewer", url });
    await mailer.send({ to: TO, ...letter });
    const mail = await PostalMime.parse(only(delivered).raw);
    expect(mail.html).not.toContain("<script");
    expect(mail.headers.map(({ key }) => key)).not.toContain("bcc");
    expect(only(delivered).recipients).toEqual([TO]);
  });

  test("several mails share a connection", async () => {
    const { mailer, delivered, connections } = await realServer();
    for (let at = 0; at < 5; at += 1) await mailer.send(plain());
    expect([delivered.length, connections()]).toEqual([5, 1]);
  });

  test("a name and password from the address are used to sign in", async () => {
    const seen: unknown[] = [];
    const { port, delivered } = await realServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth(auth, _session, done) {
        seen.push([auth.username, auth.password]);
        done(null, { user: "app" });
      },
    });
    await mailerFor(`smtp://app%40beanie.ty:p%2Fw@127.0.0.1:${port}`).send(plain());
    expect([seen, delivered.length]).toEqual([[["app@beanie.ty", "p/w"]], 1]);
  });

  test.each([
    ["a second line in the subject", { subject: "Hi\r\nBcc: all@example.com" }],
    ["a bare line feed in the subject", { subject: "Hi\nBcc: all@example.com" }],
    ["a line separator in the subject", { subject: "Hi\u2028Bcc: all@example.com" }],
    ["a second line in the address", { to: "a@example.com\r\nBcc: all@example.com" }],
    ["two addresses", { to: "a@example.com,b@example.com" }],
    ["a named address", { to: "Matt <a@example.com>" }],
    ["a group", { to: "all:a@example.com;" }],
    ["a quoted address", { to: '"a@b.c x"@example.com' }],
    ["no address", { to: "" }],
  ])("%s never reaches the server", async (_name, change) => {
    const { mailer, delivered } = await realServer();
    const error = await failureOf(mailer, { ...plain(), ...change });
    expect(error.reason).toBe("malformed");
    expect(everythingIn(error)).not.toContain("example.com");
    expect(delivered).toEqual([]);
  });
});

describe("when the mail does not leave", () => {
  test("a refused recipient is a failure with the server's code and without the address", async () => {
    const { mailer } = await realServer({
      onRcptTo(address, _session, done) {
        done(Object.assign(new Error(`no ${address.address} here`), { responseCode: 550 }));
      },
    });
    const error = await failureOf(mailer, plain());
    expect([error.reason, error.serverCode]).toEqual(["refused", 550]);
    expect(everythingIn(error)).not.toMatch(/matt\.owner|collectors\.example/);
  });

  test("content the server refuses is a failure without the address", async () => {
    const { mailer } = await realServer({
      onData(stream, _session, done) {
        stream.resume();
        stream.on("end", () =>
          done(Object.assign(new Error(`spam for ${TO}`), { responseCode: 554 })),
        );
      },
    });
    const error = await failureOf(mailer, plain());
    expect([error.reason, error.serverCode]).toEqual(["refused", 554]);
    expect(everythingIn(error)).not.toContain("collectors.example");
  });

  test("nobody listening is a failure", async () => {
    const port = await tcpServer(() => {}).then(async ({ server, port }) => {
      await new Promise((resolve) => server.close(resolve));
      return port;
    });
    const error = await failureOf(mailerFor(`smtp://127.0.0.1:${port}`), plain());
    expect(error.reason).toBe("unreachable");
    expect(everythingIn(error)).not.toContain("collectors.example");
  });

  test.each(["EHLO", "MAIL", "RCPT", "DATA"])(
    "a server that hangs up at every %s is a failure after two calls at most",
    async (step) => {
      let calls = 0;
      const { port } = await tcpServer((socket) => {
        calls += 1;
        socket.write("220 hello\r\n");
        socket.on("data", (line) => {
          if (line.toString().startsWith(step)) socket.destroy();
          else socket.write("250 fine\r\n");
        });
      });
      const error = await failureOf(mailerFor(`smtp://127.0.0.1:${port}`), plain());
      expect(error.reason).toBe("unreachable");
      expect(calls).toBeLessThanOrEqual(2);
    },
  );

  test("a server that hangs up before its greeting is called twice, not again and again", async () => {
    let calls = 0;
    const { port } = await tcpServer((socket) => {
      calls += 1;
      socket.end();
    });
    const error = await failureOf(mailerFor(`smtp://127.0.0.1:${port}`), plain());
    expect([error.reason, calls]).toEqual(["unreachable", 2]);
  });

  test("a server that takes the call and says nothing is a failure within the time-out", async () => {
    const { port } = await tcpServer(() => {});
    const mailer = mailerFor(`smtp://127.0.0.1:${port}`, 300);
    expect((await failureOf(mailer, plain())).reason).toBe("late");
  });

  test("a server that never ends its answer is a failure within the time-out", async () => {
    const { port } = await tcpServer((socket) => {
      socket.write("220 hello\r\n");
      const drip = setInterval(() => socket.write("250-wait\r\n"), 20);
      socket.on("close", () => clearInterval(drip));
    });
    const mailer = mailerFor(`smtp://127.0.0.1:${port}`, 300);
    expect((await failureOf(mailer, plain())).reason).toBe("late");
  });
});

function plain(): Outgoing {
  const letter: Letter = { subject: "Hello", text: "Hello", html: "<p>Hello</p>" };
  return { to: TO, ...letter };
}

function mailerFor(url: string, timeoutMs = 5_000): Mailer {
  const mailer = smtpMailer({ url, from: "Swingtag <no-reply@beanie.ty>", timeoutMs });
  mailers.push(mailer);
  return mailer;
}

async function realServer(options: SMTPServerOptions = {}) {
  const server = await smtpServer(options);
  return { ...server, mailer: mailerFor(`smtp://127.0.0.1:${server.port}`) };
}

function only(delivered: Delivered[]): Delivered {
  const [mail, ...others] = delivered;
  if (!mail || others.length > 0) throw new Error(`${delivered.length} mails were delivered`);
  return mail;
}

function hrefs(html: string | undefined): string[] {
  const found = [...(html ?? "").matchAll(/href="([^"]*)"/g)];
  return found.map(([, href = ""]) => href.replaceAll("&amp;", "&"));
}

async function failureOf(mailer: Mailer, mail: Outgoing): Promise<MailFailure> {
  const outcome = await mailer.send(mail).catch((error: unknown) => error);
  if (!(outcome instanceof MailFailure)) throw new Error(`expected a failure, got ${outcome}`);
  return outcome;
}

function everythingIn(error: Error): string {
  const names = Object.getOwnPropertyNames(error);
  return names.map((name) => String(Reflect.get(error, name))).join("\n");
}

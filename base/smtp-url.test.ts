import { expect, test } from "vitest";
import { smtpSettings } from "./smtp-url";

test.each([
  ["smtps://mail.example", { port: 465, secure: true, requireTLS: false, ignoreTLS: false }],
  ["smtp://mail.example", { port: 587, secure: false, requireTLS: true, ignoreTLS: false }],
  ["smtp://mail.example:25", { port: 25, requireTLS: true }],
  ["smtp://localhost:1025", { port: 1025, requireTLS: false, ignoreTLS: false }],
  ["smtp://[::1]:1025", { host: "::1", requireTLS: false }],
  ["smtp://mailbox:1025?tls=none", { host: "mailbox", requireTLS: false, ignoreTLS: true }],
  ["smtp://127.0.0.1.evil.example", { requireTLS: true }],
])("%s is read as it is meant", (url, expected) => {
  expect(smtpSettings(url)).toMatchObject(expected);
});

test("name and password are decoded, and absent where there are none", () => {
  expect(smtpSettings("smtps://a%40b.c:p%3A%2F@mail.example").auth).toEqual({
    user: "a@b.c",
    pass: "p:/",
  });
  expect(smtpSettings("smtps://mail.example").auth).toBeUndefined();
});

test.each([
  "",
  "mail.example",
  "https://user:secret@mail.example",
  "smtp://",
  "smtp://user:secret@mail.example?tls=maybe",
  "smtps://user:secret@mail.example?tls=none",
  "smtp://user:secret@mail.example?logger=true",
])("%j is refused without repeating it", (url) => {
  expect(() => smtpSettings(url)).toThrow(/mail server's address/);
  expect(() => smtpSettings(url)).not.toThrow(/secret/);
});

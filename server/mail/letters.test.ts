import { describe, expect, test } from "vitest";
import type { Role } from "@/db/tenant/roles";
import {
  confirmLetter,
  findMySiteLetter,
  invitationLetter,
  type Letter,
  signInLetter,
} from "@/server/mail/letters";

const url = "https://artmatt.beanie.ty/api/auth/callback/email?token=a%2Bb&email=x%40y.z";
const HOSTILE = `<img src=x onerror="alert(1)">\r\nBcc: everyone@example.com\u202e & 'Bär'`;

const letters: [string, (site: string) => Letter][] = [
  ["sign-in", (site) => signInLetter({ site, url, minutes: 15 })],
  ["confirmation", (site) => confirmLetter({ site, url })],
  ["invitation", (site) => invitationLetter({ site, role: "editor", inviter: site, url })],
  ["find-my-site", (site) => findMySiteLetter({ sites: [{ name: site, url }] })],
];

describe.each(letters)("the %s letter", (_name, write) => {
  test("shows its link in full, in both forms, and says that nothing needs doing", () => {
    const { text, html } = write("ArtMatt");
    expect(text.split("\n")).toContain(url);
    expect(html).toContain(`>${url.replaceAll("&", "&amp;")}</a>`);
    expect(html).toContain(`href="${url.replaceAll("&", "&amp;")}"`);
    for (const form of [text, html]) {
      expect(form).toMatch(/If you did not ask for this, do nothing\./);
    }
  });

  test("keeps a hostile site name a name", () => {
    const { subject, text, html } = write(HOSTILE);
    expect(html).not.toMatch(/<img|onerror="/);
    expect(subject).not.toMatch(/[\r\n]/);
    for (const form of [subject, text, html]) expect(form).not.toContain("\u202e");
    expect(text).not.toMatch(/^Bcc:/m);
  });

  test("lets no site name pose as an address to go to", () => {
    const { text, html } = write("Win now at https://evil.example/x");
    expect(`${text}${html}`).not.toMatch(/evil\.example|https:\/\/evil/);
  });

  test("cuts a name that never ends", () => {
    expect(write("Bear ".repeat(1000)).subject.length).toBeLessThan(120);
  });
});

test.each(["javascript:alert(1)", "/studio", "", "data:text/html,x", "file:///etc/passwd"])(
  "a letter with the link %j is not written",
  (link) => {
    expect(() => signInLetter({ site: "ArtMatt", url: link, minutes: 15 })).toThrow("http");
  },
);

test("a sign-in letter says how long its link works, and that it works once", () => {
  expect(signInLetter({ site: "ArtMatt", url, minutes: 15 }).text).toMatch(/once, within 15 min/);
});

test("an invitation says what the role allows and who invites", () => {
  const invite = (role: Role, inviter?: string) =>
    invitationLetter({ site: "Begin", role, inviter, url }).text;
  expect(invite("viewer", "Ana")).toMatch(/^Ana invites you to Begin\. As a viewer/);
  expect(invite("editor")).toMatch(/^The owner invites you to Begin\. As an editor/);
  expect(invite("owner", "")).toMatch(/As an owner/);
});

test("each of several sites has its own link, and an address without one is told so", () => {
  const two = findMySiteLetter({
    sites: [
      { name: "Begin", url: "https://begin.beanie.ty/" },
      { name: "ArtMatt", url: "https://artmatt.beanie.ty/" },
    ],
  });
  expect(two.text).toContain("Begin:\nhttps://begin.beanie.ty/\n\nArtMatt:\nhttps://artmatt");
  expect(findMySiteLetter({ sites: [] }).text).toMatch(/^No site knows this address/);
});

import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OUTBOX_KEEPS, outboxMailer } from "@/server/mail/outbox";
import { listOutbox } from "./outbox-mails";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "outbox-")), "outbox");
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

const mail = (subject: string) => ({
  to: "matt@example.com",
  subject,
  text: `text of ${subject}`,
  html: `<p>${subject}</p>`,
});

test("an outbox that was never used lists nothing", async () => {
  expect(await listOutbox(folder)).toEqual([]);
});

test("mails are listed newest first, whole, also when sent within one millisecond", async () => {
  const mailer = outboxMailer(folder);
  for (const subject of ["one", "two", "three"]) await mailer.send(mail(subject));
  const listed = await listOutbox(folder);
  expect(listed.map(({ subject }) => subject)).toEqual(["three", "two", "one"]);
  expect(listed[0]).toMatchObject(mail("three"));
  expect(new Set(listed.map(({ id }) => id)).size).toBe(3);
  expect(listed.every(({ sentAt }) => !Number.isNaN(Date.parse(sentAt)))).toBe(true);
});

test(`the ${OUTBOX_KEEPS} newest mails are kept and the oldest leave the disk`, async () => {
  const mailer = outboxMailer(folder);
  for (let at = 0; at < OUTBOX_KEEPS + 3; at += 1) await mailer.send(mail(`mail ${at}`));
  const listed = await listOutbox(folder);
  expect(listed.length).toBe(OUTBOX_KEEPS);
  expect(listed.at(0)?.subject).toBe(`mail ${OUTBOX_KEEPS + 2}`);
  expect(listed.at(-1)?.subject).toBe("mail 3");
  expect((await readdir(folder)).length).toBe(OUTBOX_KEEPS);
});

test("the outbox is readable by its user alone, and a stranger's file in it is passed over", async () => {
  await outboxMailer(folder).send(mail("one"));
  await writeFile(join(folder, "notes.json"), "{}");
  expect((await stat(folder)).mode & 0o077).toBe(0);
  const [name = ""] = await readdir(folder);
  expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
  expect((await listOutbox(folder)).map(({ subject }) => subject)).toEqual(["one"]);
});

test("a subject or address with a second line is refused and not kept", async () => {
  const mailer = outboxMailer(folder);
  const malformed = { name: "MailFailure", reason: "malformed" };
  await expect(mailer.send(mail("a\r\nBcc: b@example.com"))).rejects.toMatchObject(malformed);
  await expect(
    mailer.send({ ...mail("a"), to: "a@example.com\nb@example.com" }),
  ).rejects.toMatchObject(malformed);
  expect(await listOutbox(folder)).toEqual([]);
});

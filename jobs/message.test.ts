import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { beforeEach, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import { operations } from "@/db/platform/schema";
import { messages } from "@/db/tenant/message-schema";
import { addMember } from "@/db/tenant/queries/members";
import { findMessage, leaveMessage, setMessageTerms } from "@/db/tenant/queries/messages";
import { describeTwins, type Twin } from "@/db/testing";
import { emptyPlatform } from "@/db/testing-platform";
import { readOutbox } from "@/server/mail/post";
import { orderMailing } from "@/server/messages/mailing";
import { kinds } from "./kinds";
import { perform } from "./operation";
import { thinHistories } from "./thin-history";

const FOLDER = mkdtempSync(join(tmpdir(), "swingtag-message-"));
process.env.FILES = join(FOLDER, "files");
const OUTBOX = join(FOLDER, "outbox");

describeTwins("the mailing of a message", (twins) => {
  const leave = async (twin: Twin, text: string, id: string = randomUUID()) => {
    await twin.as("system").write((tx) =>
      leaveMessage(tx, {
        ...{ id, itemId: null, about: "Pea\u202enut\r\nBcc: x@y.example", senderName: "Ada <ada>" },
        ...{ senderEmail: "ada@visitor.example", senderDigest: "a".repeat(64), text },
      }),
    );
    return id;
  };
  const order = async (twin: Twin, message: string, id: string = randomUUID()) => {
    await orderMailing(twin.tenant, message, id);
    return id;
  };
  const work = (id: string) =>
    perform(id, kinds, new AbortController().signal).catch(() => undefined);
  const mailed = async (text: string) =>
    ((await readOutbox()) ?? []).filter((mail) => mail.text.includes(text));
  const stateOf = (twin: Twin, id: string) => twin.as("editor").read((tx) => findMessage(tx, id));

  beforeEach(async () => {
    vi.spyOn(log, "warn").mockImplementation(() => {});
    vi.spyOn(log, "info").mockImplementation(() => {});
    await emptyPlatform(operations);
    await rm(OUTBOX, { recursive: true, force: true });
  });

  test("goes to each owner once, as plain text, with the visitor's address for the answer alone", async () => {
    const { ours } = twins();
    const text = `Is it there? ${randomUUID()}\n> not ours\n<script>`;
    const second = await ours
      .as("system")
      .write((tx) => addMember(tx, { email: `second@${ours.tenant.slug}.example`, role: "owner" }));
    expect(second).toBeTruthy();
    const message = await leave(ours, text);
    const operation = await order(ours, message);
    await order(ours, message, operation);
    await Promise.all([work(operation), work(operation)]);
    await work(operation);
    const all = await mailed(text.split("\n")[0] ?? "");
    expect(all.map(({ to }) => to).sort()).toEqual([
      `owner@${ours.tenant.slug}.example`,
      `second@${ours.tenant.slug}.example`,
    ]);
    for (const mail of all) {
      expect(mail).toMatchObject({ replyTo: "ada@visitor.example" });
      expect(mail.html).toBeUndefined();
      expect(mail.subject).not.toMatch(/[\r\n\u202e]/);
      expect(mail.text).toContain("\n> > not ours\n> <script>");
      expect(mail.text).not.toContain("ada@visitor.example");
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(2);
    expect((await stateOf(ours, message))?.mailedAt).toBeInstanceOf(Date);
  });

  test("that fails is told in the studio while it is tried, and done when mail can be sent again", async () => {
    const { ours } = twins();
    const text = `Later ${randomUUID()}`;
    const message = await leave(ours, text);
    const operation = await order(ours, message);
    // Nothing can be kept in a file.
    await writeFile(OUTBOX, "");
    await work(operation);
    expect((await platform.read((tx) => findOperation(tx, operation)))?.state).toBe("running");
    expect(await stateOf(ours, message)).toMatchObject({ mailedAt: null, unmailed: "" });
    await rename(OUTBOX, `${OUTBOX}.gone`);
    await work(operation);
    expect((await platform.read((tx) => findOperation(tx, operation)))?.state).toBe("succeeded");
    expect(await mailed(text)).not.toEqual([]);
  });

  test("that is given up says so, and can be ordered again", async () => {
    const { ours } = twins();
    const text = `Never ${randomUUID()}`;
    const message = await leave(ours, text);
    const operation = await order(ours, message);
    await writeFile(OUTBOX, "");
    for (let attempt = 0; attempt < 26; attempt++) await work(operation);
    expect((await platform.read((tx) => findOperation(tx, operation)))?.state).toBe("failed");
    expect((await stateOf(ours, message))?.unmailed).not.toBe("");
    await rm(OUTBOX);
    await work(await order(ours, message));
    expect(await stateOf(ours, message)).toMatchObject({
      mailedAt: expect.any(Date),
      unmailed: "",
    });
  });

  test("of a neighbour's message finds nothing", async () => {
    const { ours, theirs } = twins();
    const text = `Ours ${randomUUID()}`;
    const message = await leave(ours, text);
    await work(await order(theirs, message));
    expect(await mailed(text)).toEqual([]);
    expect((await stateOf(ours, message))?.mailedAt).toBeNull();
  });

  test("what visitors wrote goes at night, once its days are over", async () => {
    const { ours } = twins();
    await ours.as("system").write((tx) => tx.delete(messages));
    await ours.as("owner").write((tx) => setMessageTerms(tx, { takes: true, days: 30 }));
    const [due, young] = [await leave(ours, "due"), await leave(ours, "young")];
    const sql = postgres(twins().adminUrl(ours.tenant.database.name), { max: 1 });
    for (const [id, days] of [
      [due, 31],
      [young, 29],
    ] as const)
      await sql`update messages set created_at = now() - make_interval(days => ${days}) where id = ${id}`;
    await sql.end();
    await thinHistories();
    expect(await stateOf(ours, due)).toBeNull();
    expect(await stateOf(ours, young)).not.toBeNull();
  });
});

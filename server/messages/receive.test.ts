import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { hashEmail } from "@/base/tokens";
import { blockedAddresses } from "@/db/platform/complaint-schema";
import { directory } from "@/db/platform/directory";
import { platform } from "@/db/platform/door";
import { listOperations } from "@/db/platform/queries/operations";
import { operations, rates } from "@/db/platform/schema";
import { openScope } from "@/db/scope";
import { messages } from "@/db/tenant/message-schema";
import {
  blockSender,
  findWrittenAbout,
  isBlockedSender,
  leaveMessage,
  listBlockedSenders,
  listMessages,
  readMessages,
  setMessageTerms,
  unblockSender,
} from "@/db/tenant/queries/messages";
import { describeTwins, type Twin } from "@/db/testing";
import { emptyPlatform } from "@/db/testing-platform";
import { forgetTenant } from "@/server/access/tenants";
import { send } from "@/server/testing";
import { receiveMessage } from "./receive";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);

const TYPED = {
  name: "Ada",
  email: "Ada@Example.org",
  text: "Is it for trade? פיל 象",
  homepage: "",
};

describeTwins("a message of a visitor", (twins) => {
  const visiting = ({ tenant }: Twin, change: Partial<Parameters<typeof send>[0]> = {}) => {
    const host = `${tenant.slug}.localhost:3000`;
    send({ host, origin: `http://${host}`, client: "192.0.2.7", ...change });
  };
  const kept = (twin: Twin) => twin.as("editor").read((tx) => listMessages(tx, null));
  const orders = async ({ tenant }: Twin) =>
    (await platform.read((tx) => listOperations(tx, tenant.id))).filter(
      ({ kind }) => kind === "message",
    );
  const takes = (twin: Twin, open = true) =>
    twin.as("owner").write((tx) => setMessageTerms(tx, { takes: open, days: 180 }));

  beforeEach(async () => {
    vi.spyOn(log, "info").mockImplementation(() => {});
    const { ours, theirs } = twins();
    await emptyPlatform(rates, operations, blockedAddresses);
    await takes(ours);
    await ours.as("system").write(async (tx) => {
      await tx.delete(messages);
      for (const { id } of await listBlockedSenders(tx)) await unblockSender(tx, id);
    });
    for (const { tenant } of [ours, theirs]) forgetTenant(tenant.slug);
    visiting(ours);
  });

  test("is kept and its mailing ordered, once, however often it is sent", async () => {
    const { ours, theirs } = twins();
    const sent = await Promise.all([
      receiveMessage(TYPED, "peanut"),
      receiveMessage(TYPED, "peanut"),
      receiveMessage({ ...TYPED, email: " ada@example.ORG " }, "peanut"),
    ]);
    expect(sent.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await kept(ours)).toMatchObject([
      {
        ...{ about: "Peanut", slug: "peanut", senderName: "Ada", text: TYPED.text, mailedAt: null },
        ...{ readAt: null, reportedAt: null, unmailed: "", isBlocked: false },
      },
    ]);
    expect(await orders(ours)).toHaveLength(1);
    expect(await kept(theirs)).toEqual([]);
    expect(await orders(theirs)).toEqual([]);
    expect((await receiveMessage({ ...TYPED, text: "And another thing." }, "peanut")).ok).toBe(
      true,
    );
    expect((await kept(ours)).map(({ text }) => text)).toEqual(["And another thing.", TYPED.text]);
    expect(await orders(ours)).toHaveLength(2);
  });

  test("can be about nothing in particular", async () => {
    expect((await receiveMessage(TYPED, null)).ok).toBe(true);
    expect(await kept(twins().ours)).toMatchObject([{ about: "", slug: null }]);
  });

  test.each([
    ["an item that members alone see", "secret"],
    ["one in the trash", "gone"],
    ["one that never was", "never-was"],
  ])("about %s is refused, and nothing is kept", async (_, slug) => {
    expect(await receiveMessage(TYPED, slug)).toMatchObject({ ok: false, status: 409 });
    expect(await kept(twins().ours)).toEqual([]);
  });

  test("is refused where the owner takes none, whoever takes some", async () => {
    const { ours } = twins();
    await takes(ours, false);
    expect(await receiveMessage(TYPED, "peanut")).toMatchObject({ ok: false, status: 409 });
    expect(await kept(ours)).toEqual([]);
  });

  test.each([
    ["of another site", "https://elsewhere.example"],
    ["without one", null],
  ])("is refused with an Origin %s", async (_, origin) => {
    visiting(twins().ours, { origin });
    expect(await receiveMessage(TYPED, "peanut")).toMatchObject({ ok: false, status: 403 });
    expect(await kept(twins().ours)).toEqual([]);
  });

  test.each([
    ["no text", { text: " \u0007\n " }, "text"],
    ["a text that is too long", { text: "x".repeat(4001) }, "text"],
    ["links alone", { text: "https://a.example www.b.example" }, "text"],
    ["many links", { text: `See these: ${"https://a.example/x ".repeat(4)}` }, "text"],
    ["no address", { email: "" }, "email"],
    ["two addresses", { email: "a@b.example,c@d.example" }, "email"],
    ["a header in the address", { email: "a@b.example\r\nBcc: all@b.example" }, "email"],
    ["a name that is too long", { name: "x".repeat(81) }, "name"],
    ["a field that nobody sees", { homepage: "https://x.example" }, "homepage"],
  ])("with %s is refused at its field", async (_, change, field) => {
    const answer = await receiveMessage({ ...TYPED, ...change }, "peanut");
    expect(answer).toMatchObject({ ok: false, status: 400 });
    expect(answer.ok ? {} : Object.keys(answer.fields)).toEqual([field]);
    expect(await kept(twins().ours)).toEqual([]);
  });

  test("keeps any script, and lines as they were, and no character that only a machine reads", async () => {
    const text =
      "ＨＴＭＬ <b>bold</b>\r\n\r\nBcc: you@x.example\u0000\u001b[31m ไทย 👩‍👧 \u202eolleh";
    const wellFormed = text.replace("\u0000", "");
    expect((await receiveMessage({ ...TYPED, text: wellFormed }, "peanut")).ok).toBe(true);
    expect((await kept(twins().ours))[0]?.text).toBe(
      "ＨＴＭＬ <b>bold</b>\n\nBcc: you@x.example[31m ไทย 👩‍👧 \u202eolleh",
    );
  });

  test("beyond a client's limit is refused, and another client's is taken", async () => {
    const { ours } = twins();
    const again = (number: number) =>
      receiveMessage({ ...TYPED, email: `a${number}@x.example`, text: `No. ${number}` }, "peanut");
    for (let number = 1; number <= 10; number++) expect((await again(number)).ok).toBe(true);
    expect(await again(11)).toMatchObject({ ok: false, status: 429 });
    expect(await kept(ours)).toHaveLength(10);
    visiting(ours, { client: "192.0.2.8" });
    expect((await again(12)).ok).toBe(true);
  });

  test("beyond a site's limit is refused from anywhere, and other sites take it", async () => {
    const { ours } = twins();
    const from = (number: number) => {
      visiting(ours, { client: `198.51.100.${number}` });
      return receiveMessage(
        { ...TYPED, email: `a${number}@x.example`, text: `No. ${number}` },
        "peanut",
      );
    };
    for (let number = 1; number <= 30; number++) expect((await from(number)).ok).toBe(true);
    expect(await from(31)).toMatchObject({ ok: false, status: 429 });
    const keys = await directory.read((tx) => tx.select({ key: rates.key }).from(rates));
    for (const { key } of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  describe("of somebody who is blocked", () => {
    test("by the owner is said to be sent, and not kept; and is once they are unblocked", async () => {
      const { ours, theirs } = twins();
      await receiveMessage(TYPED, "peanut");
      const [first] = await kept(ours);
      await ours.as("owner").write((tx) => blockSender(tx, first?.id ?? ""));
      expect((await receiveMessage({ ...TYPED, text: "Again!" }, "peanut")).ok).toBe(true);
      expect(await kept(ours)).toHaveLength(1);
      const digest = hashEmail(TYPED.email);
      expect(await theirs.as("system").read((tx) => isBlockedSender(tx, digest))).toBe(false);
      const [blocked] = await ours.as("editor").read(listBlockedSenders);
      expect(blocked?.name).toBe("Ada");
      await ours.as("owner").write((tx) => unblockSender(tx, blocked?.id ?? ""));
      await receiveMessage({ ...TYPED, text: "Again!" }, "peanut");
      expect(await kept(ours)).toHaveLength(2);
    });

    test("by operators is kept by no site", async () => {
      const emailHash = hashEmail(TYPED.email);
      await platform.write((tx) =>
        tx.insert(blockedAddresses).values({ emailHash, by: "operator x", reason: "Spam" }),
      );
      expect((await receiveMessage(TYPED, "peanut")).ok).toBe(true);
      expect(await kept(twins().ours)).toEqual([]);
    });
  });

  describe("in a transaction of whoever writes", () => {
    const row = (change: Partial<typeof messages.$inferInsert> = {}) => ({
      ...{ id: randomUUID(), itemId: null, about: "", senderName: "", text: "x" },
      ...{ senderEmail: "a@b.example", senderDigest: "a".repeat(64) },
      ...change,
    });
    const write = (twin: Twin, change: Partial<typeof messages.$inferInsert>) =>
      openScope(twin.tenant, { kind: "sender" }).write((tx) =>
        tx.insert(messages).values(row(change)),
      );

    test("is added, and neither it nor another is read", async () => {
      const { ours } = twins();
      const sender = openScope(ours.tenant, { kind: "sender" });
      await sender.write(async (tx) => {
        await leaveMessage(tx, row());
        expect(await tx.select().from(messages)).toEqual([]);
      });
      expect(await kept(ours)).toHaveLength(1);
      const returned = sender.write((tx) =>
        tx.insert(messages).values(row()).returning({ id: messages.id }),
      );
      await expect(returned).rejects.toMatchObject({ cause: { code: "42501" } });
    });

    test.each([
      ["that somebody has read", { readAt: new Date() }],
      ["that was mailed", { mailedAt: new Date() }],
      ["that says why it was not", { unmailed: "x" }],
      ["that was reported", { reportedAt: new Date() }],
    ])("is refused as one %s", async (_, change) => {
      await expect(write(twins().ours, change)).rejects.toMatchObject({ cause: { code: "42501" } });
    });

    test("is refused about an item that visitors don't see, and about a neighbour's", async () => {
      const { ours, theirs } = twins();
      for (const itemId of [ours.items.secret, ours.items.gone, theirs.items.peanut])
        await expect(write(ours, { itemId })).rejects.toMatchObject({ cause: { code: "42501" } });
      await write(ours, { itemId: ours.items.peanut });
      expect(await kept(ours)).toHaveLength(1);
    });

    test("is refused where the site takes none", async () => {
      const { ours } = twins();
      await takes(ours, false);
      await expect(write(ours, {})).rejects.toMatchObject({ cause: { code: "42501" } });
    });

    test("is no way to another table", async () => {
      const { ours } = twins();
      const opened = openScope(ours.tenant, { kind: "sender" }).write((tx) =>
        setMessageTerms(tx, { takes: false, days: 30 }),
      );
      await opened;
      const [site] = await ours
        .as("visitor")
        .read((tx) => Promise.all([findWrittenAbout(tx, "peanut")]));
      expect(site).not.toBeNull();
      await write(ours, {});
      expect(await kept(ours)).toHaveLength(1);
    });
  });

  test("is seen by owners and editors, and by no viewer, support or visitor", async () => {
    const { ours, theirs } = twins();
    await receiveMessage(TYPED, "peanut");
    const [message] = await kept(ours);
    for (const who of ["owner", "editor", "system"] as const)
      expect(await ours.as(who).read((tx) => listMessages(tx, null))).toHaveLength(1);
    for (const who of ["viewer", "visitor"] as const)
      expect(await ours.as(who).read((tx) => listMessages(tx, null))).toEqual([]);
    expect(await theirs.as("owner").read((tx) => listMessages(tx, null))).toEqual([]);
    expect(Object.keys(message ?? {})).not.toContain("senderEmail");
    await ours.as("editor").write((tx) => readMessages(tx, message?.id ?? ""));
    expect((await kept(ours))[0]?.readAt).toBeInstanceOf(Date);
  });
});

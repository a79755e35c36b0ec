import { mkdtempSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { listWindows } from "@/db/platform/queries/maintenance";
import { findOperation } from "@/db/platform/queries/operations";
import { operations } from "@/db/platform/schema";
import { incidents, maintenanceWindows, windowLetters } from "@/db/platform/status-schema";
import { addMember } from "@/db/tenant/queries/members";
import { describeTwins } from "@/db/testing";
import { emptyPlatform } from "@/db/testing-platform";
import { outboxMailer } from "@/server/mail";
import { readOutbox } from "@/server/mail/post";
import { endEarly } from "@/server/status/ending-windows";
import { noticesFor } from "@/server/status/notices";
import { report, tell } from "@/server/status/reports";
import { type Announcement, announce } from "@/server/status/windows";
import { kinds } from "./kinds";
import { perform } from "./operation";

process.env.FILES = join(mkdtempSync(join(tmpdir(), "swingtag-announce-")), "files");

describeTwins("announced maintenance", (twins) => {
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
  const given = (change: Partial<Announcement> = {}): Announcement => ({
    id: crypto.randomUUID(),
    by: "operator ann@swingtag.example",
    components: ["pools"],
    text: `A new disk ${crypto.randomUUID()}`,
    concerns: "tenant",
    name: twins().ours.tenant.slug,
    beginsAt: hours(2),
    endsAt: hours(3),
    ...change,
  });
  const work = async () => {
    const waiting = await platform.read((tx) => tx.select().from(operations));
    for (const { id, state } of waiting)
      if (state === "waiting" || state === "running")
        await perform(id, kinds, new AbortController().signal).catch(() => {});
    return Promise.all(waiting.map(({ id }) => platform.read((tx) => findOperation(tx, id))));
  };
  /** To whom letters with this in them went. */
  const writtenTo = async (text: string) =>
    ((await readOutbox()) ?? [])
      .filter((mail) => mail.text.includes(text))
      .map(({ to }) => to)
      .sort();
  const owner = (whose: "ours" | "theirs") => `owner@${twins()[whose].tenant.slug}.example`;
  const toldIn = async (whose: "ours" | "theirs") =>
    (await noticesFor(twins()[whose].tenant.id)).windows.map(({ text }) => text);

  beforeEach(async () => {
    vi.spyOn(log, "warn").mockImplementation(() => {});
    vi.spyOn(log, "info").mockImplementation(() => {});
    await emptyPlatform(maintenanceWindows, operations, incidents);
  });

  test("for our site is told to our owner and in our studio, and nowhere else", async () => {
    const window = given();
    expect(await announce(window)).toBe(true);
    await work();
    expect(await writtenTo(window.text)).toEqual([owner("ours")]);
    expect(await toldIn("ours")).toEqual([window.text]);
    expect(await toldIn("theirs")).toEqual([]);
    const lines = (whose: "ours" | "theirs") =>
      platform.read((tx) => listAudit(tx, { tenantId: twins()[whose].tenant.id }));
    expect((await lines("ours"))[0]).toMatchObject({ action: "announced maintenance" });
    expect(JSON.stringify(await lines("theirs"))).not.toContain(window.text);
  });

  test("for a database is told to those who live in it", async () => {
    const { ours, theirs } = twins();
    const { name } = theirs.tenant.database;
    const window = given({ concerns: "database", name });
    await announce(window);
    await work();
    const together = ours.tenant.database.name === name;
    const sent = await writtenTo(window.text);
    expect(sent).toContain(owner("theirs"));
    expect(sent.includes(owner("ours"))).toBe(together);
    expect(await toldIn("theirs")).toEqual([window.text]);
    expect(await toldIn("ours")).toEqual(together ? [window.text] : []);
  });

  test("that is sent twice is announced once, in whatever order the two arrive", async () => {
    const window = given();
    const answers = await Promise.all([announce(window), announce(window), announce(window)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    await work();
    await platform.write((tx) => tx.update(operations).set({ state: "waiting" }));
    await work();
    expect(await writtenTo(window.text)).toEqual([owner("ours")]);
  });

  test("is not written twice where a worker was killed while a letter left, and the console says so", async () => {
    const window = given();
    await announce(window);
    await platform.write((tx) =>
      tx.insert(windowLetters).values({
        windowId: window.id,
        tenantId: twins().ours.tenant.id,
        emailHash: hashEmail(owner("ours")),
        kind: "announced",
      }),
    );
    await work();
    expect(await writtenTo(window.text)).toEqual([]);
    const [listed] = await platform.read((tx) => listWindows(tx));
    expect(listed).toMatchObject({ written: 0, unknown: 1 });
  });

  test("is written again where a letter was not taken", async () => {
    const outbox = join(env().FILES, "..", "outbox");
    await rename(outbox, `${outbox}-away`);
    await writeFile(outbox, "no folder");
    const window = given();
    await announce(window);
    expect((await work()).map((one) => one?.error)).toEqual([
      "1 of 1 sites could not be written to yet.",
    ]);
    await rm(outbox);
    await rename(`${outbox}-away`, outbox);
    await work();
    expect(await writtenTo(window.text)).toEqual([owner("ours")]);
  });

  test("that is called off before it began is taken back from whom it was written to", async () => {
    const window = given();
    await announce(window);
    await work();
    expect(await endEarly({ id: window.id, by: window.by })).toBe("called off");
    await expect(endEarly({ id: window.id, by: window.by })).rejects.toThrow("over already");
    await work();
    const letters = ((await readOutbox()) ?? []).filter(({ subject }) =>
      subject.startsWith("Maintenance called off"),
    );
    expect(letters.map(({ to }) => to)).toContain(owner("ours"));
    expect(letters.map(({ to }) => to)).not.toContain(owner("theirs"));
    expect(await toldIn("ours")).toEqual([]);
  });

  test("that ends early is told as over, without another letter", async () => {
    const window = given({ beginsAt: hours(-1) });
    await announce(window);
    expect(await endEarly({ id: window.id, by: window.by })).toBe("over");
    await work();
    expect((await noticesFor(twins().ours.tenant.id)).windows).toMatchObject([{ phase: "over" }]);
    expect(await writtenTo(window.text)).toEqual([]);
  });

  test.each([
    ["that ends before it begins", { beginsAt: 3, endsAt: 2 }, "endsAt"],
    ["that is over", { beginsAt: -3, endsAt: -2 }, "endsAt"],
    ["that lasts for weeks", { beginsAt: 1, endsAt: 24 * 15 }, "endsAt"],
    ["of next year", { beginsAt: 24 * 200, endsAt: 24 * 201 }, "beginsAt"],
    ["for a site that is none", { name: "nobody" }, "name"],
    ["for a database that is none", { concerns: "database", name: "none" }, "name"],
  ] as const)(
    "%s is refused with the field it is about, and nothing is written",
    async (_, change, field) => {
      const {
        beginsAt = 2,
        endsAt = 3,
        ...rest
      } = { ...change } as {
        beginsAt?: number;
        endsAt?: number;
      };
      const window = given({ ...rest, beginsAt: hours(beginsAt), endsAt: hours(endsAt) });
      await expect(announce(window)).rejects.toMatchObject({
        fields: { [field]: expect.stringMatching(/\.$/) },
      });
      expect(await platform.read((tx) => listWindows(tx))).toEqual([]);
      expect(await work()).toEqual([]);
    },
  );

  test("an incident is reported once, told of, and resolved once; Swingtag's own closes by itself", async () => {
    const incident = {
      id: crypto.randomUUID(),
      by: "operator ann@swingtag.example",
      title: "Photographs load slowly",
      components: ["files" as const],
      state: "investigating" as const,
      text: "We look for the cause.",
    };
    expect(await Promise.all([report(incident), report(incident)])).toContain(false);
    const said = {
      id: crypto.randomUUID(),
      by: incident.by,
      incident: incident.id,
      state: "resolved" as const,
      text: "A disk was replaced.",
    };
    for (const whose of ["ours", "theirs"] as const)
      expect((await noticesFor(twins()[whose].tenant.id)).incidents).toHaveLength(1);
    expect(await tell(said)).toBe(true);
    expect(await tell(said)).toBe(false);
    await expect(tell({ ...said, id: crypto.randomUUID() })).rejects.toThrow("ended already");
    expect((await noticesFor(twins().ours.tenant.id)).incidents).toEqual([]);
    await platform.write((tx) =>
      tx.insert(incidents).values({
        id: said.id,
        subject: "mail",
        components: ["mail"],
        title: "Mail could not be sent",
        automatic: true,
        state: "investigating",
      }),
    );
    await expect(
      tell({ ...said, id: crypto.randomUUID(), incident: said.id }),
    ).rejects.toMatchObject({ fields: { state: expect.stringContaining("closes it") } });
  });

  test("for everyone reaches each owner once, however many sites they own", async () => {
    const window = given({ concerns: "all", name: "" });
    await twins()
      .ours.as("system")
      .write((tx) => addMember(tx, { email: owner("theirs"), role: "owner", verified: true }));
    await announce(window);
    await work();
    const sent = await writtenTo(window.text);
    expect(sent).toEqual(expect.arrayContaining([owner("ours"), owner("theirs")]));
    expect(new Set(sent).size).toBe(sent.length);
  });
});

test("an outbox that can't be written is no mail server", async () => {
  await expect(outboxMailer("/dev/null/outbox").check()).rejects.toThrow();
});

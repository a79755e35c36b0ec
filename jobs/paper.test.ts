import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { listOperations } from "@/db/platform/queries/operations";
import { openItem } from "@/db/tenant/queries/drafts";
import { addObservation } from "@/db/tenant/queries/observations";
import { addPhoto } from "@/db/tenant/queries/photos";
import { addPlace, moveCopies } from "@/db/tenant/queries/places";
import { describeTwins, type Twin } from "@/db/testing";
import { findPaper, listPapers, orderPaper, type PaperOrder } from "@/server/papers/order";
import { filesOf } from "@/server/photos/photo-files";
import { removeLapsedPapers } from "./paper";
import { attempt, ending, removeTestFolder } from "./testing-archives";

afterAll(removeTestFolder);

const DAY = 86_400_000;
const ALL = { filter: { all: [] }, except: [] };

describeTwins("a paper", (twins) => {
  const orderOf = (change: Partial<PaperOrder> = {}): PaperOrder => ({
    kind: "insurance",
    values: true,
    addressee: "Frau Müller",
    size: "A4",
    selection: ALL,
    sort: "",
    day: "2026-11-30",
    ...change,
  });
  const order = async (twin: Twin, change?: Partial<PaperOrder>, id = randomUUID()) => {
    const { tenant, members } = twin;
    await orderPaper({ tenant, id, memberId: members.viewer.id, paper: orderOf(change) });
    const [operation] = await platform.read((tx) => listOperations(tx, tenant.id, 1));
    return operation?.id ?? "";
  };
  const textOf = async (twin: Twin) => {
    const [newest] = await listPapers(twin.tenant);
    const found = await findPaper(twin.tenant, newest?.name ?? "");
    const bytes = await found?.file.bytes();
    const pdf = await getDocumentProxy(new Uint8Array(bytes ?? []));
    const { text } = await extractText(pdf, { mergePages: false });
    return { pages: pdf.numPages, text: text.join("\n"), each: text };
  };
  const printed = async (change?: Partial<PaperOrder>) => {
    const ended = await ending(await order(twins().ours, change));
    expect(ended.error).toBe("");
    return textOf(twins().ours);
  };

  beforeAll(async () => {
    const { ours } = twins();
    const item = ours.items.peanut ?? "";
    const open = await ours.as("editor").read((tx) => openItem(tx, item));
    const copyId = open?.draft.copies[0]?.id ?? "";
    const key = `photos/${randomUUID()}`;
    const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: "red" } });
    await filesOf(ours.tenant).put(`${key}/shelf.webp`, await picture.webp().toBuffer(), {
      type: "image/webp",
    });
    await ours.as("editor").write(async (tx) => {
      const place = { id: randomUUID(), name: "กล่อง 7", parentId: null };
      await addPlace(tx, place);
      await moveCopies(tx, [copyId], place.id);
      await addObservation(tx, item, {
        id: randomUUID(),
        kind: "appraised",
        copyId,
        condition: "",
        observed: "2024-06-03",
        source: "Ann Lee",
        amount: 419_900,
        currency: "USD",
      });
      await addPhoto(tx, item, { key, width: 64, height: 48, colour: "#ff0000", alt: "" });
      // Its files are missing: a gap, and no paper that fails.
      const lost = { key: `photos/${randomUUID()}`, width: 9, height: 9, colour: "#ff0000" };
      await addPhoto(tx, ours.items.legs ?? "", { ...lost, alt: "" });
    });
  });

  test("tells of this site's items alone, private ones too, with values, their source and date", async () => {
    const { ours, theirs } = twins();
    const { text, pages, each } = await printed();
    for (const words of [
      ours.tenant.slug,
      "Insurance report",
      "For Frau Müller",
      "30 November 2026",
      "Secret",
      "Legs",
      `First ${ours.mark}`,
      "$4,199.00",
      "Newest appraisal, 3 June 2024,",
      "by Ann Lee",
      "€123.45",
    ])
      expect(text).toContain(words);
    expect(text).not.toContain("Gone");
    expect(text).not.toContain(theirs.mark);
    for (const [index, page] of each.entries())
      expect(page.replace(/\s+/g, " ")).toContain(`Page ${index + 1} of`);
    expect(pages).toBe(3);
  });

  test("says no amount where values are out, and its name tells", async () => {
    const { ours } = twins();
    for (const kind of ["insurance", "inventory", "wants"] as const) {
      expect((await printed({ kind, values: false })).text).not.toMatch(/[$€]|Worth|543|paid/);
      expect((await listPapers(ours.tenant))[0]).toMatchObject({ kind, values: false });
    }
    await printed({ kind: "inventory" });
    expect((await listPapers(ours.tenant))[0]).toMatchObject({ kind: "inventory", values: true });
  });

  test("of a selection holds what was picked, and a list of wants what is wanted", async () => {
    const { ours } = twins();
    const { text } = await printed({ kind: "inventory", selection: { ids: [ours.items.legs] } });
    expect(text).toContain("Legs");
    expect(text).not.toContain("Peanut");
    expect((await printed({ kind: "wants" })).text).toContain("€543.21");
  });

  test("whose selection holds nothing of this site is not made", async () => {
    const { ours, theirs } = twins();
    const before = (await listPapers(ours.tenant)).length;
    const foreign = await ending(
      await order(ours, { selection: { ids: [theirs.items.peanut ?? ""] } }),
    );
    expect(foreign.state).toBe("failed");
    expect(foreign.error).toBe("There is no item in this selection.");
    expect(await listPapers(ours.tenant)).toHaveLength(before);
  });

  test("ordered twice is made once, and another waits for its turn", async () => {
    const { ours } = twins();
    const before = (await listPapers(ours.tenant)).length;
    const id = randomUUID();
    const operation = await order(ours, {}, id);
    expect(await order(ours, {}, id)).toBe(operation);
    await expect(order(ours)).rejects.toThrow("A paper is being made already.");
    await ending(operation);
    expect(await order(ours, {}, id)).toBe(operation);
    expect(await listPapers(ours.tenant)).toHaveLength(before + 1);
  });

  test("leaves nothing of what was asked for, printed, refused, or never ordered", async () => {
    const { ours } = twins();
    const orders = async () => {
      const keys: string[] = [];
      for await (const { key } of filesOf(ours.tenant).list("papers/"))
        if (key.endsWith(".json")) keys.push(key);
      return keys;
    };
    const id = randomUUID();
    const operation = await order(ours, {}, id);
    expect(await orders()).toEqual([`papers/${id}.json`]);
    await expect(order(ours)).rejects.toThrow("A paper is being made already.");
    expect(await orders()).toEqual([`papers/${id}.json`]);
    await ending(operation);
    await order(ours, {}, id);
    expect(await orders()).toEqual([]);
    // As a kill leaves it between the two.
    const left = `papers/${randomUUID()}.json`;
    const written = Buffer.from(
      JSON.stringify(orderOf({ day: new Date().toISOString().slice(0, 10) })),
    );
    await filesOf(ours.tenant).put(left, written, { type: "application/json" });
    await removeLapsedPapers(new Date(Date.now() + 6 * DAY));
    expect(await orders()).toEqual([left]);
    await removeLapsedPapers(new Date(Date.now() + 9 * DAY));
    expect(await orders()).toEqual([]);
  });

  test("is made whole after its worker was stopped", async () => {
    const { ours } = twins();
    const before = (await listPapers(ours.tenant)).length;
    const operation = await order(ours);
    const stopping = new AbortController();
    stopping.abort(new Error("The worker stops."));
    expect((await attempt(operation, stopping.signal)).state).toBe("running");
    expect((await ending(operation)).state).toBe("succeeded");
    expect(await listPapers(ours.tenant)).toHaveLength(before + 1);
    expect((await textOf(ours)).pages).toBe(3);
  });

  test("is found on its own site alone, and goes after a week", async () => {
    const { ours, theirs } = twins();
    await printed();
    const [newest] = await listPapers(ours.tenant);
    const name = newest?.name ?? "";
    expect(await findPaper(ours.tenant, name)).not.toBeNull();
    expect(await findPaper(theirs.tenant, name)).toBeNull();
    await removeLapsedPapers(new Date(Date.now() + 6.9 * DAY));
    expect((await listPapers(ours.tenant)).length).toBeGreaterThan(0);
    await removeLapsedPapers(new Date(Date.now() + 7.1 * DAY));
    expect(await listPapers(ours.tenant)).toEqual([]);
  });
});

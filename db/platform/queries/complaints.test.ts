import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { adminOf } from "@/db/servers";
import { describeTwins, type Twin } from "@/db/testing";
import { directory, directoryAbout } from "../directory";
import { listAudit } from "./audit";
import {
  addComplaint,
  decideComplaint,
  forgetComplaints,
  isBlockedAddress,
  listComplaints,
  listComplaintsOf,
  type SentComplaint,
  unblockAddress,
} from "./complaints";

describeTwins("complaints of messages", (twins) => {
  const hash = () => randomUUID().replaceAll("-", "").repeat(2);
  const sentBy = ({ tenant }: Twin, emailHash: string): SentComplaint => ({
    ...{ id: randomUUID(), tenantId: tenant.id, slug: tenant.slug, emailHash },
    ...{ senderName: "<b>Ada</b>", about: "Peanut", text: "پ \u202e' or true; --" },
    ...{ writtenAt: new Date("2026-11-30T10:00:00Z"), evidence: "It is an insult." },
  });
  const send = async (twin: Twin, emailHash: string) => {
    const sent = sentBy(twin, emailHash);
    for (const _ of [1, 2])
      await directoryAbout(twin.tenant.id).write((tx) => addComplaint(tx, sent));
    return sent;
  };
  const decide = (id: string, decision: "blocked" | "left") =>
    platform.write((tx) =>
      decideComplaint(tx, { id, by: "operator a@b.example", decision, reason: "Seen before." }),
    );
  const isBlocked = (emailHash: string) =>
    directoryAbout(emailHash).read((tx) => isBlockedAddress(tx, emailHash));

  test("are kept once, as they were written, for operators and for the site that sent them", async () => {
    const { ours, theirs } = twins();
    const sent = await send(ours, hash());
    const all = await platform.read((tx) => listComplaints(tx));
    expect(all.filter(({ id }) => id === sent.id)).toMatchObject([
      { text: sent.text, evidence: sent.evidence, sites: 1, isBlocked: false, decision: null },
    ]);
    expect(JSON.stringify(all)).not.toContain(sent.emailHash);
    const seenBy = ({ tenant }: Twin, of = tenant.id) =>
      directoryAbout(tenant.id).read((tx) => listComplaintsOf(tx, of));
    expect(await seenBy(ours)).toContainEqual({ id: sent.id, decision: null });
    expect(await seenBy(theirs, ours.tenant.id)).toEqual([]);
    expect(await directory.read((tx) => listComplaintsOf(tx, ours.tenant.id))).toEqual([]);
  });

  test("can't be sent in another site's name", async () => {
    const { ours, theirs } = twins();
    const forged = directoryAbout(ours.tenant.id).write((tx) =>
      addComplaint(tx, sentBy(theirs, hash())),
    );
    await expect(forged).rejects.toThrow();
  });

  test("of one sender by several sites are counted, and one block holds for all of them", async () => {
    const { ours, theirs } = twins();
    const emailHash = hash();
    const [first, second] = [await send(ours, emailHash), await send(theirs, emailHash)];
    const of = async (id: string) =>
      (await platform.read((tx) => listComplaints(tx))).find((one) => one.id === id);
    expect((await of(first.id))?.sites).toBe(2);
    await decide(first.id, "blocked");
    expect(await isBlocked(emailHash)).toBe(true);
    expect(await isBlocked(hash())).toBe(false);
    expect(await directory.read((tx) => isBlockedAddress(tx, emailHash))).toBe(false);
    expect(await of(second.id)).toMatchObject({ decision: null, isBlocked: true });
    await decide(second.id, "left");
    expect(await isBlocked(emailHash)).toBe(true);
    await expect(decide(first.id, "left")).rejects.toMatchObject({ status: 409 });
    await expect(decide(randomUUID(), "left")).rejects.toMatchObject({ status: 404 });
    const free = { id: first.id, by: "operator a@b.example", reason: "It was a mistake." };
    await platform.write((tx) => unblockAddress(tx, free));
    expect(await isBlocked(emailHash)).toBe(false);
    await expect(platform.write((tx) => unblockAddress(tx, free))).rejects.toMatchObject({
      status: 404,
    });
    const lines = await platform.read((tx) => listAudit(tx, { tenantId: ours.tenant.id }));
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["blocked a sender of messages", "unblocked a sender of messages"]),
    );
    expect(JSON.stringify(lines)).not.toContain(first.text);
  });

  test("are forgotten after their days, decided or not", async () => {
    const { ours } = twins();
    const emailHash = hash();
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    const rows: readonly Aged[] = [
      { decision: "blocked", decidedAt: ago(91), at: ago(100) },
      { decision: "left", decidedAt: ago(89), at: ago(100) },
      { at: ago(366) },
      { at: ago(364) },
    ];
    const ids: string[] = [];
    for (const change of rows) {
      const { id } = await send(ours, emailHash);
      ids.push(id);
      await alter(id, change);
    }
    await platform.write(forgetComplaints);
    const left = await platform.read((tx) => listComplaints(tx, 1000));
    expect(ids.map((id) => left.some((one) => one.id === id))).toEqual([false, true, false, true]);
  });
});

/** Makes a row as it will be when days have passed; the console can't say when a complaint came. */
async function alter(id: string, change: Aged): Promise<void> {
  const { at, decision = null, decidedAt = null } = change;
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  await admin`update complaints set at = ${at}, decision = ${decision}, decided_at = ${decidedAt},
    decided_by = ${decision && "x"} where id = ${id}`;
  await admin.end({ timeout: 5 });
}

interface Aged {
  readonly at: Date;
  readonly decision?: "blocked" | "left";
  readonly decidedAt?: Date;
}

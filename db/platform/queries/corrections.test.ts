import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { describeTwins } from "@/db/testing";
import { directoryAbout } from "../directory";
import { addCorrection, type Correction, decideCorrection, listCorrections } from "./corrections";

const CORRECTION: Correction = {
  entry: "pinchers/4026",
  release: 1,
  about: "Pinchers 4026: Retired",
  says: "1998-05-01",
  right: "<b>1998-05-02</b> \u202e' or true; --",
  evidence: "ペ فيل https://example.org/pinchers",
};

describeTwins("corrections of the catalogue", (twins) => {
  const fresh = () => randomUUID();
  const send = async (id: string = fresh()) => {
    const { id: tenantId, slug } = twins().ours.tenant;
    const sent = { id, tenantId, slug, member: fresh(), correction: CORRECTION };
    await directoryAbout(tenantId).write((tx) => addCorrection(tx, sent));
    return id;
  };
  const listed = async (of: "ours" | "theirs") => {
    const { id: tenantId } = twins()[of].tenant;
    return directoryAbout(tenantId).read((tx) => listCorrections(tx));
  };
  const decide = (id: string, taken: boolean) =>
    platform.write((tx) =>
      decideCorrection(tx, {
        id,
        by: "operator a@b.example",
        taken,
        reason: "Two sources say it.",
      }),
    );

  test("are read by the site that sent them and by operators, as they were written, and by nobody else", async () => {
    const id = await send();
    const [ours] = (await listed("ours")).filter((one) => one.id === id);
    expect(ours).toMatchObject({ ...CORRECTION, decision: null, slug: twins().ours.tenant.slug });
    expect(await platform.read((tx) => listCorrections(tx))).toContainEqual(ours);
    expect(await listed("theirs")).toEqual([]);
    const { id: tenantId } = twins().ours.tenant;
    const theirs = directoryAbout(twins().theirs.tenant.id);
    expect(await theirs.read((tx) => listCorrections(tx, { tenantId }))).toEqual([]);
  });

  test("sent twice are kept once, and in another site's name never", async () => {
    const id = await send();
    await send(id);
    expect((await listed("ours")).filter((one) => one.id === id)).toHaveLength(1);
    const { theirs, ours } = twins();
    const forged = directoryAbout(ours.tenant.id).write((tx) =>
      addCorrection(tx, {
        ...{ id: fresh(), tenantId: theirs.tenant.id, slug: theirs.tenant.slug, member: fresh() },
        correction: CORRECTION,
      }),
    );
    await expect(forged).rejects.toThrow();
    expect(await listed("theirs")).toEqual([]);
  });

  test("are decided once, also by two operators at once, and their owner reads why", async () => {
    const id = await send();
    const both = await Promise.allSettled([decide(id, true), decide(id, false)]);
    const refused = both.find((one) => one.status === "rejected");
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(refused?.reason).toMatchObject({ name: "Refusal", status: 409 });
    const [decided] = (await listed("ours")).filter((one) => one.id === id);
    expect(decided?.decision?.reason).toBe("Two sources say it.");
    await expect(decide(fresh(), true)).rejects.toMatchObject({ name: "Refusal", status: 404 });
  });

  test("that wait stand before those that are decided", async () => {
    const [first, second] = [await send(), await send()];
    await decide(second, false);
    const order = (await listed("ours")).map(({ id }) => id);
    expect(order.indexOf(first)).toBeLessThan(order.indexOf(second));
  });
});

import { describe, expect, test } from "vitest";
import type { Role } from "@/db/tenant/roles";
import { describeTwinsInPool } from "@/db/testing";
import {
  acceptInvitation,
  findInvitation,
  invite,
  listInvitations,
  withdrawInvitation,
} from "./invitations";
import {
  addMember,
  changeRole,
  findMember,
  findMemberByEmail,
  findSessionMember,
  listMembers,
  listPeople,
  removeMember,
} from "./members";
import { addSession } from "./sessions";

const LATER = new Date(Date.now() + 3_600_000);

describeTwinsInPool("members", (twins) => {
  let people = 0;
  const join = (role: Role) =>
    twins()
      .ours.as("owner")
      .write((tx) => addMember(tx, { email: `person-${++people}@ours.example`, role }));
  const owner = () => twins().ours.as("owner");

  test("the last owner can be neither removed nor made less", async () => {
    const { members } = twins().ours;
    const kept = { name: "Refusal", status: 409 };
    await expect(owner().write((tx) => removeMember(tx, members.owner.id))).rejects.toMatchObject(
      kept,
    );
    for (const role of ["editor", "viewer"] as const)
      await expect(
        owner().write((tx) => changeRole(tx, members.owner.id, role)),
      ).rejects.toMatchObject(kept);
    await owner().write((tx) => changeRole(tx, members.owner.id, "owner"));
    expect(await owner().read((tx) => findMember(tx, members.owner.id))).toMatchObject({
      role: "owner",
    });
  });

  test.each([
    ["removing", removeMember, removeMember],
    ["making editors of", demote, demote],
    ["removing and making an editor of", removeMember, demote],
  ])("of the only two owners %s each other at once exactly one succeeds", async (_, one, other) => {
    for (let round = 0; round < 4; round++) {
      const [current] = (await owner().read(listMembers)).filter((m) => m.role === "owner");
      const second = await join("owner");
      const ends = await Promise.allSettled([
        owner().write((tx) => one(tx, current?.id ?? "")),
        owner().write((tx) => other(tx, second.id)),
      ]);
      expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
      const refused = ends.find((end) => end.status === "rejected");
      expect(refused?.reason).toMatchObject({ name: "Refusal", status: 409 });
      const owners = (await owner().read(listMembers)).filter((m) => m.role === "owner");
      expect(owners).toHaveLength(1);
    }
  });

  test("an address is a member once, however many add it at once", async () => {
    const email = "twice@ours.example";
    const adds = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        owner().write((tx) => addMember(tx, { email, role: "viewer" })),
      ),
    );
    expect(adds.filter((add) => add.status === "fulfilled")).toHaveLength(1);
    expect((await owner().read(listMembers)).filter((m) => m.email === email)).toHaveLength(1);
  });

  test("an address of theirs is free for us, and stays a stranger until it is added", async () => {
    const { ours, theirs } = twins();
    const { email } = theirs.members.editor;
    expect(await ours.as("owner").read((tx) => findMemberByEmail(tx, email))).toBeNull();
    const added = await ours.as("owner").write((tx) => addMember(tx, { email, role: "viewer" }));
    expect(added.id).not.toBe(theirs.members.editor.id);
  });

  test("a removed member's sessions are over at once, and nobody else's", async () => {
    const [gone, stays] = [await join("editor"), await join("editor")];
    await owner().write(async (tx) => {
      for (const who of [gone, stays])
        for (const device of ["a", "b"])
          await addSession(tx, {
            tokenHash: `${who.id} ${device}`,
            memberId: who.id,
            expiresAt: LATER,
          });
    });
    await owner().write((tx) => removeMember(tx, gone.id));
    const find = (hash: string) => owner().read((tx) => findSessionMember(tx, hash));
    expect([await find(`${gone.id} a`), await find(`${gone.id} b`)]).toEqual([null, null]);
    expect(await find(`${stays.id} a`)).toMatchObject({ id: stays.id });
  });

  test("a session carries the role of now, not of when it began", async () => {
    const who = await join("editor");
    const tokenHash = `session of ${who.id}`;
    await owner().write((tx) => addSession(tx, { tokenHash, memberId: who.id, expiresAt: LATER }));
    await owner().write((tx) => changeRole(tx, who.id, "viewer"));
    expect(await owner().read((tx) => findSessionMember(tx, tokenHash))).toMatchObject({
      role: "viewer",
    });
  });

  describe("invitations", () => {
    const send = (
      email: string,
      tokenHash: string,
      days = 7,
      role: "editor" | "viewer" = "editor",
    ) => owner().write((tx) => invite(tx, { email, role, tokenHash, days }));
    const accept = (hash: string) => owner().write((tx) => acceptInvitation(tx, hash));

    test("of twenty who follow one at once exactly one becomes a member, with a verified address", async () => {
      await send("friend@ours.example", "friend-1");
      const answers = await Promise.all(Array.from({ length: 20 }, () => accept("friend-1")));
      const joined = answers.filter((answer) => answer !== null);
      expect(joined).toMatchObject([
        { email: "friend@ours.example", role: "editor", emailVerifiedAt: expect.any(Date) },
      ]);
      expect(await owner().read((tx) => findInvitation(tx, "friend-1"))).toBeNull();
    });

    test("a renewed one counts with its new link, role and days, and no longer with the old link", async () => {
      await send("renewed@ours.example", "renewed-1", 1, "editor");
      const [first] = await openFor("renewed@ours.example");
      await send("renewed@ours.example", "renewed-2", 9, "viewer");
      const after = await openFor("renewed@ours.example");
      expect(after).toMatchObject([{ id: first?.id, role: "viewer" }]);
      expect(after[0]?.expiresAt.getTime()).toBeGreaterThan(first?.expiresAt.getTime() ?? 0);
      expect(await accept("renewed-1")).toBeNull();
      expect(await accept("renewed-2")).toMatchObject({ role: "viewer" });
    });

    test("ten of one address sent at once leave one, which one link opens", async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, number) => send("many@ours.example", `many-${number}`)),
      );
      expect(await openFor("many@ours.example")).toHaveLength(1);
      const found = await owner().read((tx) =>
        Promise.all(
          Array.from({ length: 10 }, (_, number) => findInvitation(tx, `many-${number}`)),
        ),
      );
      expect(found.filter(Boolean)).toHaveLength(1);
    });

    test("one that is over is not listed, not found and not accepted, and can be renewed", async () => {
      await send("late@ours.example", "late-1", -1);
      expect(await openFor("late@ours.example")).toEqual([]);
      expect(await owner().read((tx) => findInvitation(tx, "late-1"))).toBeNull();
      expect(await accept("late-1")).toBeNull();
      await send("late@ours.example", "late-2");
      expect(await accept("late-2")).toMatchObject({ email: "late@ours.example" });
    });

    test("one that was withdrawn no longer counts, and is withdrawn once", async () => {
      await send("unwanted@ours.example", "unwanted-1");
      const [open] = await openFor("unwanted@ours.example");
      await owner().write((tx) => withdrawInvitation(tx, open?.id ?? ""));
      expect(await accept("unwanted-1")).toBeNull();
      const again = owner().write((tx) => withdrawInvitation(tx, open?.id ?? ""));
      await expect(again).rejects.toMatchObject({ name: "Refusal", status: 404 });
    });

    test("a member is not invited, and one invited before keeps the role they have", async () => {
      const { email } = twins().ours.members.viewer;
      await expect(send(email, "member-1")).rejects.toMatchObject({
        name: "Refusal",
        status: 409,
        fields: { email: expect.any(String) },
      });
      await send("both@ours.example", "both-1");
      const joined = await owner().write((tx) =>
        addMember(tx, { email: "both@ours.example", role: "viewer" }),
      );
      expect(await accept("both-1")).toMatchObject({ id: joined.id, role: "viewer" });
    });

    async function openFor(email: string) {
      return (await owner().read(listInvitations)).filter((one) => one.email === email);
    }
  });

  test.each(["editor", "viewer"] as const)(
    "an %s sees who the members are, and no address but their own",
    async (role) => {
      const { ours, theirs } = twins();
      const people = await ours.as(role).read(listPeople);
      const all = await owner().read(listMembers);
      expect(people.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(people.flatMap(({ email }) => email ?? [])).toEqual([ours.members[role].email]);
      expect(people.map(({ id }) => id)).not.toContain(theirs.members.owner.id);
      const refused = { name: "Refusal", status: 403 };
      await expect(ours.as(role).read(listMembers)).rejects.toMatchObject(refused);
      await expect(ours.as(role).read(listInvitations)).rejects.toMatchObject(refused);
    },
  );

  test("an owner and the site itself see every address, a visitor none", async () => {
    const { ours } = twins();
    const all = (await owner().read(listMembers)).map(({ email }) => email);
    expect(all).toContain(ours.members.viewer.email);
    for (const who of ["owner", "system"] as const)
      expect((await ours.as(who).read(listPeople)).map(({ email }) => email)).toEqual(all);
    const seen = await ours.as("visitor").read(listPeople);
    expect(seen.filter(({ email }) => email !== null)).toEqual([]);
    await expect(ours.as("visitor").read(listMembers)).rejects.toMatchObject({ status: 403 });
  });

  test("an address with a character that cannot be stored is nobody's", async () => {
    const found = await owner().read((tx) => findMemberByEmail(tx, "owner\u0000@ours.example"));
    expect(found).toBeNull();
  });
});

async function demote(tx: Parameters<typeof changeRole>[0], id: string): Promise<void> {
  await changeRole(tx, id, "editor");
}

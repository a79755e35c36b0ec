import { expect, test } from "vitest";
import { describeTwinsInPool } from "@/db/testing";
import { findSessionMember } from "./members";
import {
  addOneTimeToken,
  addSession,
  endSession,
  findSession,
  hasOneTimeToken,
  prolongSession,
  takeOneTimeToken,
  takeOneTimeTokenByPurpose,
} from "./sessions";

const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

describeTwinsInPool("sessions and one-time tokens", (twins) => {
  const system = () => twins().ours.as("system");
  const give = (identifier: string, tokenHash: string, minutes = 10) =>
    system().write((tx) =>
      addOneTimeToken(tx, { identifier, tokenHash, expiresAt: inMinutes(minutes) }),
    );

  test("of twenty who use one token at once exactly one gets it", async () => {
    await give("owner@ours.example", "link");
    const takes = await Promise.all(
      Array.from({ length: 20 }, () =>
        system().write((tx) =>
          takeOneTimeToken(tx, { identifier: "owner@ours.example", tokenHash: "link" }),
        ),
      ),
    );
    expect(takes.filter((taken) => taken !== null)).toHaveLength(1);
  });

  test("of twenty who use one token of a purpose at once exactly one learns its member", async () => {
    await give("hand-over:somebody", "hand-over");
    const takes = await Promise.all(
      Array.from({ length: 20 }, () =>
        system().write((tx) => takeOneTimeTokenByPurpose(tx, "hand-over", "hand-over")),
      ),
    );
    expect(takes.filter((taken) => taken !== null)).toEqual(["somebody"]);
  });

  test("a token counts for its own address and purpose alone, and a wrong try does not use it up", async () => {
    await give("mail@ours.example", "mail");
    await give("confirmation:x", "confirm");
    const none = await system().write(async (tx) => [
      await takeOneTimeToken(tx, { identifier: "mail@ours.exampl", tokenHash: "mail" }),
      await takeOneTimeToken(tx, { identifier: "confirmation:", tokenHash: "confirm" }),
      await takeOneTimeTokenByPurpose(tx, "hand-over", "confirm"),
      await takeOneTimeTokenByPurpose(tx, "confirm", "confirm"),
      await takeOneTimeTokenByPurpose(tx, "", "confirm"),
    ]);
    expect(none).toEqual([null, null, null, null, null]);
    const [mail, confirmation, ...others] = await system().read((tx) =>
      Promise.all([
        hasOneTimeToken(tx, "mail@ours.example", "mail"),
        hasOneTimeToken(tx, "confirmation", "confirm"),
        hasOneTimeToken(tx, "mail@", "mail"),
        hasOneTimeToken(tx, "", "mail"),
        hasOneTimeToken(tx, "conf", "confirm"),
        hasOneTimeToken(tx, "mail@ours.example\u0000", "mail"),
      ]),
    );
    expect([mail, confirmation]).toEqual([true, true]);
    expect(others).toEqual([false, false, false, false]);
  });

  test("a token that is over neither counts nor signs in, and goes with the next that is made", async () => {
    await give("late:x", "late", -1);
    expect(await system().read((tx) => hasOneTimeToken(tx, "late", "late"))).toBe(false);
    const taken = await system().write(async (tx) => [
      await takeOneTimeToken(tx, { identifier: "late:x", tokenHash: "late" }),
      await takeOneTimeTokenByPurpose(tx, "late", "late"),
    ]);
    expect(taken).toEqual([null, null]);
    await give("late:x", "late");
    expect(await system().read((tx) => hasOneTimeToken(tx, "late", "late"))).toBe(true);
  });

  test("a purpose with a character that cannot be stored is no token's", async () => {
    await give("nul\u0000@ours.example", "nul");
    const taken = await system().write((tx) =>
      takeOneTimeToken(tx, { identifier: "nul@ours.example", tokenHash: "nul" }),
    );
    expect(taken).toBeNull();
  });

  test("a session that is over belongs to nobody", async () => {
    const memberId = twins().ours.members.viewer.id;
    await system().write((tx) =>
      addSession(tx, { tokenHash: "over", memberId, expiresAt: inMinutes(-1) }),
    );
    const found = await system().read((tx) =>
      Promise.all([findSession(tx, "over"), findSessionMember(tx, "over")]),
    );
    expect(found).toEqual([null, null]);
  });

  test("neither a session that ended nor one that is over is brought back by prolonging it", async () => {
    const memberId = twins().ours.members.viewer.id;
    await system().write(async (tx) => {
      await addSession(tx, { tokenHash: "ended", memberId, expiresAt: inMinutes(10) });
      await endSession(tx, "ended");
      await prolongSession(tx, "ended", inMinutes(60));
      await addSession(tx, { tokenHash: "run out", memberId, expiresAt: inMinutes(-1) });
      await prolongSession(tx, "run out", inMinutes(60));
    });
    const found = await system().read((tx) =>
      Promise.all([findSession(tx, "ended"), findSession(tx, "run out")]),
    );
    expect(found).toEqual([null, null]);
  });

  test("signing out ends this session and leaves the member's others", async () => {
    const memberId = twins().ours.members.editor.id;
    await system().write(async (tx) => {
      for (const tokenHash of ["here", "elsewhere"])
        await addSession(tx, { tokenHash, memberId, expiresAt: inMinutes(10) });
      await endSession(tx, "here");
    });
    const found = await system().read((tx) =>
      Promise.all([findSessionMember(tx, "here"), findSessionMember(tx, "elsewhere")]),
    );
    expect(found).toMatchObject([null, { id: memberId }]);
  });
});

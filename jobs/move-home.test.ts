import { expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { describeHome } from "@/server/life/home";
import { STEPS } from "@/server/life/move";
import { moverOf } from "./testing-move";

describeTwins("what owners are told of their site's home", (twins) => {
  const mover = moverOf(twins);
  const told = () => describeHome(twins().ours.tenant);

  test("before any move it is the place alone", async () => {
    expect(await told()).toEqual({
      placement: "pool",
      running: null,
      past: [],
      oldCopyUntil: null,
    });
  });

  test("an ordered move stands at no step, and one under way at its own", async () => {
    const id = await mover.order("own", { by: "operator anna", reason: "asked for" });
    expect((await told()).running).toMatchObject({ id, to: "own", step: "", behind: 0 });
    await mover.sql(
      mover.platformName(),
      `update operations set state = 'running', attempts = 2, done = 3, total = 9, step = '${STEPS.catchUp}'
      where id = '${id}'`,
    );
    expect((await told()).running).toMatchObject({
      step: STEPS.catchUp,
      behind: 2,
      done: 3,
      total: 9,
      again: true,
      by: "operator anna",
      reason: "asked for",
    });
    await mover.end(id);
  });

  test("a move that ended is told with the end of the old copy, at once where this replica still knows the old home", async () => {
    const home = await told();
    expect(home).toMatchObject({ placement: "own", running: null });
    expect(home.past).toMatchObject([{ state: "succeeded", behind: Object.keys(STEPS).length }]);
    const hours = ((home.oldCopyUntil?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
  });

  test("a neighbour is told nothing of it", async () => {
    expect(await describeHome(twins().theirs.tenant)).toMatchObject({ running: null, past: [] });
  });
});

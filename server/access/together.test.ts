import { setImmediate as turn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { togetherBy } from "./together";

test("who asks before a read is sent shares it, who asks later gets a younger one, and keys don't mix", async () => {
  let version = 1;
  const sent: string[] = [];
  const ask = togetherBy(
    async (site: string) => {
      // As `readTogether` does.
      await turn();
      sent.push(site);
      return `${site} ${version}`;
    },
    (site) => site,
  );
  const [first, second, theirs] = [ask("ours"), ask("ours"), ask("theirs")];
  await turn();
  version = 2;
  const late = ask("ours");
  expect(await Promise.all([first, second, theirs, late])).toEqual([
    "ours 1",
    "ours 1",
    "theirs 1",
    "ours 2",
  ]);
  expect(sent).toEqual(["ours", "theirs", "ours"]);
});

test("a read that fails is asked again by the next", async () => {
  let fails = true;
  const ask = togetherBy(
    async () => {
      if (fails) throw new Error("away");
      return 1;
    },
    () => "ours",
  );
  await expect(ask(null)).rejects.toThrow("away");
  fails = false;
  await turn();
  expect(await ask(null)).toBe(1);
});

test("who asks while a read is on its way waits for it, and all who came meanwhile share the next", async () => {
  const { ask, sent, answer } = heldReads(60_000);
  const first = ask("ours");
  await turn();
  const later = [ask("ours"), ask("ours")];
  await turn();
  const theirs = ask("theirs");
  await turn();
  later.push(ask("ours"));
  expect(sent).toEqual(["ours", "theirs"]);
  answer(0, "before");
  answer(1, "of theirs");
  expect(await Promise.all([first, theirs])).toEqual(["before", "of theirs"]);
  await vi.waitUntil(() => sent.length > 2);
  expect(sent).toEqual(["ours", "theirs", "ours"]);
  answer(2, "after");
  expect(await Promise.all(later)).toEqual(["after", "after", "after"]);
});

test("a read that hangs holds up nobody for longer than the patience, and one that fails fails its own", async () => {
  const { ask, sent, answer, fail } = heldReads();
  const hanging = ask("ours");
  await turn();
  const next = ask("ours");
  await vi.waitUntil(() => sent.length === 2);
  answer(1, "meanwhile");
  expect(await next).toBe("meanwhile");
  fail(0);
  await expect(hanging).rejects.toThrow("away");
});

/** Reads whose answers the test gives, in the order in which they were sent. */
function heldReads(patience?: number) {
  const sent: string[] = [];
  const held: PromiseWithResolvers<string>[] = [];
  const ask = togetherBy(
    async (site: string) => {
      await turn();
      sent.push(site);
      const answered = Promise.withResolvers<string>();
      held.push(answered);
      return answered.promise;
    },
    (site) => site,
    patience,
  );
  const answer = (at: number, text: string) => held[at]?.resolve(text);
  const fail = (at: number) => held[at]?.reject(new Error("away"));
  return { ask, sent, answer, fail };
}

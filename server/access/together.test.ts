import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
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

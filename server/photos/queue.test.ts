import { expect, test } from "vitest";
import { fairQueue } from "@/server/photos/queue";

/** Work that ends when it is told to, and notes its name when it begins. */
function stage(queue: { running: number; waiting: number }) {
  const inTurn = fairQueue(queue);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, { large = false } = {}) =>
    inTurn({ site: name[0] ?? "", large }, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ask, begun, end };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const REFUSED = { name: "Refusal", status: 503, retryAfter: 10 };

test("no more than the allowed number runs at once, and sites take turns, each in its own order", async () => {
  const { ask, begun, end } = stage({ running: 2, waiting: 20 });
  const all = ["a1", "a2", "a3", "b1", "b2", "c1"].map((name) => ask(name));
  await settle();
  expect(begun).toEqual(["a1", "b1"]);
  await end("a1");
  expect(begun.slice(2)).toEqual(["a2"]);
  await end("b1");
  expect(begun.slice(3)).toEqual(["b2"]);
  await end("b2");
  expect(begun.slice(4)).toEqual(["c1"]);
  await end("a2");
  await end("c1");
  await end("a3");
  expect(await Promise.all(all)).toEqual(["a1", "a2", "a3", "b1", "b2", "c1"]);
});

test("one site's pictures, however many and large, leave another a place at once", async () => {
  const { ask, begun } = stage({ running: 2, waiting: 20 });
  for (const name of ["a1", "a2", "a3"]) void ask(name, { large: true });
  void ask("b1");
  await settle();
  expect(begun).toEqual(["a1", "b1"]);
});

test("large pictures of several sites leave a place for the usual ones", async () => {
  const { ask, begun, end } = stage({ running: 2, waiting: 20 });
  for (const name of ["a1", "b1", "c1"]) void ask(name, { large: true });
  void ask("d1");
  await settle();
  expect(begun).toEqual(["a1", "d1"]);
  await end("d1");
  void ask("e1");
  await settle();
  expect(begun).toEqual(["a1", "d1", "e1"]);
  await end("a1");
  expect(begun).toEqual(["a1", "d1", "e1", "b1"]);
});

test("a site's usual picture passes its large one, which has to wait", async () => {
  const { ask, begun, end } = stage({ running: 3, waiting: 20 });
  void ask("a1", { large: true });
  void ask("b1", { large: true });
  void ask("c1", { large: true });
  void ask("c2");
  await settle();
  expect(begun).toEqual(["a1", "b1", "c2"]);
  await end("b1");
  expect(begun.at(-1)).toBe("c1");
});

test("work that fails gives its place back", async () => {
  const inTurn = fairQueue({ running: 1, waiting: 1 });
  const turn = { site: "a", large: true };
  const failing = inTurn(turn, () => Promise.reject(new Error("torn")));
  const next = inTurn(turn, async () => "done");
  await expect(failing).rejects.toThrow("torn");
  expect(await next).toBe("done");
  expect(await inTurn(turn, async () => "again")).toBe("again");
});

test("a full line refuses the site that fills it, with the time to wait, and lets the others in", async () => {
  const { ask, begun, end } = stage({ running: 1, waiting: 3 });
  const served = ["a1", "a2", "a3"].map((name) => ask(name));
  const last = expect(ask("a4")).rejects.toMatchObject(REFUSED);
  await expect(ask("a5")).rejects.toMatchObject(REFUSED);
  const other = ask("b1");
  await last;
  const second = expect(ask("b2")).rejects.toMatchObject(REFUSED);
  await second;
  for (const name of ["a1", "a2", "b1", "a3"]) await end(name);
  expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
  expect(await Promise.all([...served, other])).toEqual(["a1", "a2", "a3", "b1"]);
});

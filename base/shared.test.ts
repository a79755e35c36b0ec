import { expect, test, vi } from "vitest";
import { shared } from "./shared";

test("two module graphs of a process get the same thing, made once", async () => {
  const make = vi.fn(() => ({}));
  const first = shared("tenants", make);
  vi.resetModules();
  const { shared: ofTheOtherGraph } = await import("./shared");
  expect(ofTheOtherGraph).not.toBe(shared);
  expect(ofTheOtherGraph("tenants", make)).toBe(first);
  expect(make).toHaveBeenCalledOnce();
});

import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { bridge } from "@/base/bridge";
import { log } from "@/base/log";
import { noteFault } from "./fault";

let error: MockInstance<typeof log.error>;
beforeEach(() => {
  error = vi.spyOn(log, "error").mockImplementation(() => {});
});
afterEach(() => {
  bridge().notes.clear();
});

test.each([
  ["multipart/form-data", "--end"],
  ["multipart/form-data; boundary=end", "no boundary"],
  ["application/json", "{}"],
])("a form of %s that can't be read is noted and writes no line", async (type, body) => {
  const request = new Request("http://a.example", {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  noteFault(await request.formData().catch((thrown: unknown) => thrown), "id-1");
  expect(bridge().notes.get("id-1")).toEqual({ unreadable: true });
  expect(error).not.toHaveBeenCalled();
});

test("a sender who has left is no error, and a bug is", () => {
  noteFault(Object.assign(new Error("aborted"), { code: "ECONNRESET" }), "id-1");
  expect(error).not.toHaveBeenCalled();
  noteFault(new TypeError("x is not a function"), "id-2");
  noteFault(new Error("aborted"), "id-3");
  expect(error).toHaveBeenCalledTimes(2);
  expect(bridge().notes.has("id-2")).toBe(false);
});

import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { localFileStore } from "@/files/tenant-files";
import { answerDownload } from "./file-answer";

const folder = mkdtempSync(join(tmpdir(), "swingtag-answer-"));
const store = localFileStore(folder);
const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(headers: Record<string, string> = {}, method = "GET") {
  await store.put("exports/a.zip", CONTENT, { type: "application/zip" });
  const file = await store.get("exports/a.zip");
  if (!file) throw new Error("There is no file.");
  const request = new Request("http://ours.localhost/x", { headers, method });
  const answer = answerDownload(request, file, "ours-2026-11-22.zip");
  return { answer, etag: `"${file.etag}"`, bytes: Buffer.from(await answer.arrayBuffer()) };
}

test("the whole file is an attachment that nobody keeps or guesses the type of", async () => {
  const { answer, bytes } = await ask();
  expect(answer.status).toBe(200);
  expect(bytes.equals(CONTENT)).toBe(true);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/zip",
    "content-length": "200000",
    "content-disposition": 'attachment; filename="ours-2026-11-22.zip"',
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
  });
});

test.each([
  ["bytes=0-0", 0, 0],
  ["bytes=65536-", 65_536, 199_999],
  ["bytes=100-70000", 100, 70_000],
  ["bytes=199999-400000", 199_999, 199_999],
  ["bytes=-500", 199_500, 199_999],
  ["bytes=-900000", 0, 199_999],
])("%s is bytes %d to %d", async (range, start, end) => {
  const { answer, bytes } = await ask({ range });
  expect(answer.status).toBe(206);
  expect(answer.headers.get("content-range")).toBe(`bytes ${start}-${end}/200000`);
  expect(answer.headers.get("content-length")).toBe(String(end - start + 1));
  expect(bytes.equals(CONTENT.subarray(start, end + 1))).toBe(true);
});

test.each(["bytes=200000-", "bytes=-0", "bytes=999999-1000000"])(
  "%s is outside and says how large the file is",
  async (range) => {
    const { answer } = await ask({ range });
    expect(answer.status).toBe(416);
    expect(answer.headers.get("content-range")).toBe("bytes */200000");
  },
);

test.each(["bytes=5-2", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=x-3"])(
  "%s is no range, so the whole is sent",
  async (range) => {
    expect((await ask({ range })).answer.status).toBe(200);
  },
);

test("a download that broke off goes on only in the same file", async () => {
  const { etag } = await ask();
  const same = await ask({ range: "bytes=1000-", "if-range": etag });
  expect([same.answer.status, same.bytes.length]).toEqual([206, 199_000]);
  for (const other of ['"another"', `W/${etag}`, "Sun, 22 Nov 2026 09:00:00 GMT"])
    expect((await ask({ range: "bytes=1000-", "if-range": other })).answer.status).toBe(200);
});

test("who has it is told so, and who asks for the head gets no body", async () => {
  const { etag } = await ask();
  expect((await ask({ "if-none-match": `"x", W/${etag}` })).answer.status).toBe(304);
  const head = await ask({}, "HEAD");
  expect([head.answer.headers.get("content-length"), head.bytes.length]).toEqual(["200000", 0]);
});

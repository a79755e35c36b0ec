import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ZipFile } from "yazl";
import { Secrets } from "./secrets";
import { listLeaks } from "./watch";
import type { Answer } from "./wire";

const canary = "00112233445566778899aabbccddeeff";
const secrets = new Secrets();
secrets.learn("theirs", "items.story", canary);

test("a canary in a file of an archive is found, packed or not", async () => {
  for (const compress of [true, false]) {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(`{"story":"${canary}"}`.repeat(50)), "items.jsonl", { compress });
    zip.end();
    const body = await buffer(zip.outputStream);
    expect(await leaksOf(body)).toEqual(["theirs: items.story"]);
  }
});

test("a canary in the bytes of a picture is found", async () => {
  const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0x00]), Buffer.from(` ${canary} `)]);
  expect(await leaksOf(picture)).toEqual(["theirs: items.story"]);
});

test("an answer that repeats what was asked tells nothing", async () => {
  expect(await leaksOf(Buffer.from(`no item ${canary}`), `/items/${canary}`)).toEqual([]);
  expect(await leaksOf(Buffer.from("nothing"))).toEqual([]);
});

test("what is cut short or no archive at all is read as far as it goes", async () => {
  expect(await leaksOf(Buffer.from(`PK ${canary}`))).toEqual(["theirs: items.story"]);
  expect(await leaksOf(gzipSync("nothing"))).toEqual([]);
});

function leaksOf(body: Buffer, path = "/"): Promise<string[]> {
  const answer: Answer = { status: 200, headers: {}, body, text: body.toString("latin1") };
  return listLeaks(secrets, answer, { host: null, member: false, asking: { host: "x", path } });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { fetchOutside } from "./fetch";
import { PICTURES, type Pictures, servePictures } from "./testing-pictures";

let pictures: Pictures;
afterEach(() => pictures.close());

const BOUNDS = { most: 1000, patience: 3000 };

/** Fetches from a server that answers so. */
async function fetched(
  address: string,
  answer: (req: IncomingMessage, res: ServerResponse) => void,
  names: Parameters<typeof servePictures>[1] = {},
  bounds: Partial<typeof BOUNDS> = {},
) {
  pictures = await servePictures(answer, names);
  return fetchOutside(address, { ...BOUNDS, ...bounds, network: pictures.network });
}

const bytes = (res: ServerResponse) => res.end("a picture");

test("what lies at a public address comes, under the name that was asked", async () => {
  const got = await fetched("http://pictures.example/a.jpg?w=1", (_, res) => bytes(res));
  expect(got).toEqual({ ok: true, bytes: Buffer.from("a picture") });
  expect(pictures.asked).toEqual(["pictures.example/a.jpg?w=1"]);
  expect(pictures.dialled).toEqual([PICTURES]);
});

test.each([
  ["loopback", ["127.0.0.1"]],
  ["loopback by IPv6", ["::1"]],
  ["metadata", ["169.254.169.254"]],
  ["a mapped address", ["::ffff:10.0.0.1"]],
  ["a translated address", ["64:ff9b::a00:1"]],
  ["a public and a private machine", [PICTURES, "10.0.0.1"]],
])("a name that leads to %s reaches nobody", async (_, addresses) => {
  const got = await fetched("http://trick.example/a", (__, res) => bytes(res), {
    "trick.example": [addresses],
  });
  expect(got).toEqual({
    ok: false,
    reason: "This address is not on the public internet.",
    passing: false,
  });
  expect(pictures.dialled).toEqual([]);
});

test("a name that leads elsewhere a moment later is reached where it was looked at", async () => {
  const got = await fetched("http://rebinds.example/a", (_, res) => bytes(res), {
    "rebinds.example": [[PICTURES], ["127.0.0.1"]],
  });
  expect(got).toMatchObject({ ok: true });
  expect(pictures.dialled).toEqual([PICTURES]);
});

test("a name is looked up again for a redirect to itself, and refused where it leads inside by then", async () => {
  const got = await fetched(
    "http://rebinds.example/a",
    (_, res) => res.writeHead(302, { location: "/b" }).end(),
    { "rebinds.example": [[PICTURES], ["127.0.0.1"]] },
  );
  expect(got).toMatchObject({ ok: false, passing: false });
  expect(pictures.asked).toEqual(["rebinds.example/a"]);
});

test.each([
  "http://127.0.0.1/",
  "http://169.254.169.254/latest/",
  "//[::1]/",
  "http://inside.example/",
  "file:///etc/passwd",
  "http://me:secret@pictures.example/",
  "http://pictures.example:8080/",
])("a redirect to %s is not followed", async (location) => {
  const got = await fetched(
    "http://pictures.example/a",
    (_, res) => res.writeHead(302, { location }).end(),
    { "inside.example": [["10.1.2.3"]] },
  );
  expect(got).toMatchObject({ ok: false, passing: false });
  expect(pictures.dialled).toEqual([PICTURES]);
});

test("three redirects are followed and a fourth is not", async () => {
  const leading = (most: number) => (req: IncomingMessage, res: ServerResponse) => {
    const at = Number(req.url?.slice(1));
    if (at < most) res.writeHead(302, { location: `/${at + 1}` }).end();
    else bytes(res);
  };
  expect(await fetched("http://pictures.example/0", leading(3))).toMatchObject({ ok: true });
  await pictures.close();
  expect(await fetched("http://pictures.example/0", leading(4))).toEqual({
    ok: false,
    reason: "It redirects more than 3 times.",
    passing: false,
  });
});

test("what is too large is refused by what it says of itself, and by what comes", async () => {
  const said = await fetched("http://pictures.example/a", (_, res) =>
    res.writeHead(200, { "content-length": "5000" }).write("a"),
  );
  expect(said).toMatchObject({ ok: false, reason: "It is larger than 0 MB.", passing: false });
  await pictures.close();
  const unsaid = await fetched("http://pictures.example/a", (_, res) => res.end("a".repeat(5000)));
  expect(unsaid).toMatchObject({ ok: false, passing: false });
});

test("what never ends is given up in time", async () => {
  const began = Date.now();
  const got = await fetched(
    "http://pictures.example/a",
    (_, res) => {
      res.writeHead(200);
      const drip = setInterval(() => res.write("a"), 20);
      res.on("close", () => clearInterval(drip));
    },
    {},
    { patience: 300 },
  );
  expect(got).toEqual({ ok: false, reason: "It did not come in 0.3 seconds.", passing: true });
  expect(Date.now() - began).toBeLessThan(2500);
});

test.each([
  [404, /nothing at this address/, false],
  [403, /does not give it/, false],
  [429, /too busy/, true],
  [503, /too busy/, true],
] as const)("an answer of %d says why nothing came", async (status, reason, passing) => {
  const got = await fetched("http://pictures.example/a", (_, res) => res.writeHead(status).end());
  expect(got).toEqual({ ok: false, reason: expect.stringMatching(reason), passing });
});

test("a half photo is none", async () => {
  const got = await fetched("http://pictures.example/a", (_, res) => {
    res.writeHead(200, { "content-length": "500" });
    res.write("a");
    setTimeout(() => res.destroy(), 50);
  });
  expect(got).toMatchObject({ ok: false, passing: true });
});

test("a name that nobody knows, and a machine that is not there, are told", async () => {
  expect(await fetched("http://nowhere.invalid/a", (_, res) => bytes(res))).toMatchObject({
    ok: false,
    reason: "nowhere.invalid is not known.",
    passing: true,
  });
  await pictures.close();
  const names = { "away.example": [["93.184.216.35"]] };
  expect(await fetched("http://away.example/a", (_, res) => bytes(res), names)).toMatchObject({
    ok: false,
    reason: "The server can’t be reached.",
    passing: true,
  });
});

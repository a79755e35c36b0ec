import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { knownHost } from "./known-host";
import { frontBefore } from "./testing";

let server: Server;
let origin = "";
/** Lets each look that waits go on. */
const looks: (() => void)[] = [];

beforeAll(async () => {
  const knows = async (site: string) => {
    if (site === "away") throw new Error("the database does not answer");
    if (site === "slow") await new Promise<void>((resolve) => looks.push(resolve));
    return site === "artmatt" || site === "slow";
  };
  const known = knownHost({ baseDomain: "beanie.ty", knows });
  const proxies = { trustedProxies: ["127.0.0.1"] };
  server = createServer(frontBefore(proxies, known, (_, res) => void res.end("passed on")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());

/** As a proxy that asks for itself, unless another client is named. */
function ask(path: string, client = "127.0.0.1"): Promise<Response> {
  return fetch(origin + path, { headers: { "x-forwarded-for": client } });
}

test.each([
  ["beanie.ty", 200],
  ["operator.beanie.ty", 200],
  ["artmatt.beanie.ty", 200],
  ["ARTMATT.beanie.ty", 200],
  ["www.beanie.ty", 200],
  ["www.artmatt.beanie.ty", 200],
  ["www.nobody.beanie.ty", 404],
  ["www.www.artmatt.beanie.ty", 404],
  ["nobody.beanie.ty", 404],
  ["artmatt.beanie.ty.evil.example", 404],
  ["evil.example", 404],
  ["a.artmatt.beanie.ty", 404],
  ["studio.beanie.ty", 404],
  ["203.0.113.7", 404],
  ["", 404],
  ["away.beanie.ty", 503],
])("a certificate for %j is answered %i", async (domain, status) => {
  const answer = await ask(`/known-host?${new URLSearchParams({ domain })}`);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe("");
});

test("a request without a domain is refused", async () => {
  expect((await ask("/known-host")).status).toBe(404);
});

test.each(["/", "/known-hosts", "/items/known-host"])("%s is passed on", async (path) => {
  expect(await (await ask(path)).text()).toBe("passed on");
});

test.each(["203.0.113.9", "127.0.0.1, 203.0.113.9", "10.0.0.1"])(
  "the proxy's visitor %s is told nothing, of no host",
  async (client) => {
    for (const domain of ["artmatt.beanie.ty", "nobody.beanie.ty", "beanie.ty"])
      expect(await (await ask(`/known-host?domain=${domain}`, client)).text()).toBe("passed on");
  },
);

test("each question has its line in the log, without the name that was asked for", async () => {
  const line = vi.spyOn(log, "info").mockImplementation(() => {});
  await ask("/known-host?domain=artmatt.beanie.ty");
  await vi.waitFor(() => expect(line).toHaveBeenCalledTimes(1));
  expect(line.mock.calls[0]?.[0]).toMatchObject({ path: "/known-host", status: 200 });
  line.mockRestore();
});

test("a flood of handshakes looks up sixteen names at a time, and the rest is told to come again", async () => {
  const statuses: number[] = [];
  const answers = Array.from({ length: 40 }, async () => {
    statuses.push((await ask("/known-host?domain=slow.beanie.ty")).status);
  });
  await vi.waitFor(() => expect(statuses).toEqual(Array(24).fill(503)), 30_000);
  expect(looks).toHaveLength(16);
  for (const look of looks) look();
  await Promise.all(answers);
  expect(statuses.slice(24)).toEqual(Array(16).fill(200));
  expect((await ask("/known-host?domain=artmatt.beanie.ty")).status).toBe(200);
});

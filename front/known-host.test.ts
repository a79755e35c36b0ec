import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { knownHost } from "./known-host";
import { stepsAlone } from "./testing";

let server: Server;
let origin = "";

beforeAll(async () => {
  const knows = async (site: string) => {
    if (site === "away") throw new Error("the database does not answer");
    return site === "artmatt";
  };
  const known = knownHost({ baseDomain: "beanie.ty", knows });
  server = createServer(stepsAlone(known, (_, res) => void res.end("passed on")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());

test.each([
  ["beanie.ty", 200],
  ["operator.beanie.ty", 200],
  ["artmatt.beanie.ty", 200],
  ["ARTMATT.beanie.ty", 200],
  ["nobody.beanie.ty", 404],
  ["artmatt.beanie.ty.evil.example", 404],
  ["evil.example", 404],
  ["a.artmatt.beanie.ty", 404],
  ["studio.beanie.ty", 404],
  ["203.0.113.7", 404],
  ["", 404],
  ["away.beanie.ty", 503],
])("a certificate for %j is answered %i", async (domain, status) => {
  const answer = await fetch(`${origin}/known-host?${new URLSearchParams({ domain })}`);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe("");
});

test("a request without a domain is refused", async () => {
  expect((await fetch(`${origin}/known-host`)).status).toBe(404);
});

test.each(["/", "/known-hosts", "/items/known-host", "//known-host"])(
  "%s is passed on",
  async (path) => {
    expect(await (await fetch(origin + path)).text()).toBe("passed on");
  },
);

import { expect, test } from "vitest";
import { exchange, request } from "./testing";
import { withoutWww } from "./www";

const step = withoutWww("localhost", "https");

test.each([
  ["www.artmatt.localhost", "https://artmatt.localhost/items/a%20b?q=1"],
  ["WWW.Begin.localhost:8080", "https://begin.localhost:8080/items/a%20b?q=1"],
  ["www.localhost", "https://localhost/items/a%20b?q=1"],
])("%s leads to %s", async (host, location) => {
  const answer = await ask(host);
  expect(answer).toMatch(/^HTTP\/1\.1 308 /);
  expect(answer).toContain(`location: ${location}\r\n`);
});

test.each([
  "artmatt.localhost",
  "localhost",
  "www.operator.localhost",
  "www.www.artmatt.localhost",
  "www.evil.example",
  "www.artmatt.localhost.evil.example",
  "www.studio.localhost",
  "www.",
])("%s leads nowhere else", async (host) => {
  expect(await ask(host)).toMatch(/^HTTP\/1\.1 204 /);
});

/** Asks with a Host, before something that answers 204. */
function ask(host: string): Promise<string> {
  const raw = request(`Host: ${host}`).replace("/x?token=abc", "/items/a%20b?q=1");
  return exchange(raw, (req, res, arrival) =>
    step(req, res, arrival, () => void res.writeHead(204).end()),
  );
}

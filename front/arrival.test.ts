import { describe, expect, test } from "vitest";
import { bodyOf, echo, exchange, request } from "./testing";

describe("what is settled about a request", () => {
  test("two Host headers are none", async () => {
    const body = bodyOf(
      await exchange(request("Host: artmatt.localhost", "Host: begin.localhost"), echo),
    );
    expect(body.arrival.host).toBeNull();
    expect(body.arrival.destination).toEqual({ kind: "nothing" });
    expect(body.headers.host).toBe("");
  });

  test.each([
    ["GET", "/x?token=abc", "/x?token=abc"],
    ["GET", "/_next/static/../../studio?to=/../%2e%2e", "/studio?to=/../%2e%2e"],
    ["GET", "/%2e%2e/items/a%40b%20c", "/items/a@b%20c"],
    ["GET", "//begin/..", "/"],
  ])(
    "for %s %s the app is handed %s, and so is whatever stands before it",
    async (method, target, path) => {
      const { url, arrival } = bodyOf(await exchange(asking(method, target), echo));
      expect(url).toBe(path);
      expect(arrival).toMatchObject({
        readable: true,
        path,
        pathname: path.split("?")[0],
        host: "artmatt.localhost",
        destination: { kind: "site", name: "artmatt" },
      });
    },
  );

  test.each([
    ["GET", "http://begin.localhost/items/./peanut?x=1"],
    ["GET", "/items/..%5c"],
    ["OPTIONS", "*"],
  ])("%s %s can't be read, and nothing of it goes further", async (method, target) => {
    const { url, arrival } = bodyOf(await exchange(asking(method, target), echo));
    expect(url).toBe("/");
    expect(arrival).toMatchObject({ readable: false, path: "/", pathname: "/" });
  });

  test.each([
    ["a proxy that asks for itself", ["127.0.0.1"], ["X-Forwarded-For: 127.0.0.1"], true],
    ["a proxy for a visitor", ["127.0.0.1"], ["X-Forwarded-For: 203.0.113.9"], false],
    [
      "a proxy for a visitor who names the proxy",
      ["127.0.0.1", "10.0.0.0/8"],
      ["X-Forwarded-For: 127.0.0.1, 10.0.0.9"],
      false,
    ],
    [
      "a proxy for a visitor who names the proxy in a line apart",
      ["127.0.0.1"],
      ["X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: 203.0.113.9"],
      false,
    ],
    ["somebody without a proxy", [], ["X-Forwarded-For: 127.0.0.1"], false],
    ["a proxy that names nobody", ["127.0.0.1"], [], false],
  ])("%s is told apart", async (_, trustedProxies, lines, ofProxy) => {
    const raw = request("Host: localhost", ...lines);
    expect(bodyOf(await exchange(raw, echo, { trustedProxies })).arrival.ofProxy).toBe(ofProxy);
  });

  test.each([
    ["127.0.0.0/8,10.0.0.0/8", "artmatt.localhost", "203.0.113.9"],
    ["127.0.0.1/32", "artmatt.localhost", "10.1.2.3"],
    ["0.0.0.0/0", "artmatt.localhost", "127.0.0.1"],
    ["126.0.0.0/8,fd00::/8", "inner.localhost", "127.0.0.1"],
    ["::/0", "artmatt.localhost", "127.0.0.1"],
  ])("behind proxies of %s the host is %s and the client %s", async (list, host, client) => {
    const settings = { trustedProxies: list.split(",") };
    const raw = request(
      "Host: inner.localhost",
      "X-Forwarded-Host: artmatt.localhost",
      "X-Forwarded-For: 203.0.113.9, 10.1.2.3",
    );
    expect(bodyOf(await exchange(raw, echo, settings)).arrival).toMatchObject({ host, client });
  });

  test("a configured proxy's x-forwarded-host counts, and the nearest address that is no proxy is the client", async () => {
    const settings = { trustedProxies: ["127.0.0.1", "10.0.0.7"] };
    const body = bodyOf(
      await exchange(
        request(
          "Host: inside",
          "X-Forwarded-Host: begin.localhost",
          "X-Forwarded-For: 192.0.2.1, 203.0.113.9, 10.0.0.7",
        ),
        echo,
        settings,
      ),
    );
    expect(body.arrival).toMatchObject({ host: "begin.localhost", client: "203.0.113.9" });
  });

  test("a proxy that sends two forwarded hosts is not believed", async () => {
    const settings = { trustedProxies: ["127.0.0.1"] };
    for (const lines of [
      ["X-Forwarded-Host: a.localhost, b.localhost"],
      ["X-Forwarded-Host: a.localhost", "X-Forwarded-Host: b.localhost"],
    ])
      expect(
        bodyOf(await exchange(request("Host: inside", ...lines), echo, settings)).arrival.host,
      ).toBeNull();
  });
});

function asking(method: string, target: string): string {
  return request("Host: artmatt.localhost").replace("GET /x?token=abc", `${method} ${target}`);
}

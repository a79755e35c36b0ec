import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { surviveAbort } from "@/front/aborted";
import { admission } from "@/front/admission";
import { nowhere } from "@/front/plain";
import { frontBefore } from "@/front/testing";
import { answerUnreadable } from "@/front/unreadable";
import { sendCorpus } from "./corpus";
import { requestsOf } from "./requests";

const HOSTS = ["artmatt.localhost", "localhost", "operator.localhost", "nobody.example"];
const CORPUS = { seed: 1, count: 400, hosts: HOSTS, actions: [] };

test("the same seed makes the same corpus, and another seed another", () => {
  const bytesOf = (seed: number) =>
    [...requestsOf({ ...CORPUS, seed })].map(({ bytes }) => bytes.toString("latin1"));
  expect(bytesOf(1)).toEqual(bytesOf(1));
  expect(new Set([...bytesOf(1), ...bytesOf(2)]).size).toBeGreaterThan(600);
});

test("whatever is sent, the app sees a path that Next reads as every step before it did, or nothing", async () => {
  vi.spyOn(log, "info").mockImplementation(() => {});
  const error = vi.spyOn(log, "error").mockImplementation(() => {});
  const seen: string[] = [];
  const server = createServer(
    frontBefore(
      {},
      surviveAbort,
      admission({ scheme: "http" }),
      nowhere(["site", "www", "operator"]),
      (req, res) => {
        seen.push(req.url ?? "");
        req.resume();
        res.end("app");
      },
    ),
  );
  answerUnreadable(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const { sent, statuses, faults } = await sendCorpus({ ...CORPUS, port: address.port });
  server.close().closeAllConnections();
  expect([sent, faults, error.mock.calls]).toEqual([400, [], []]);
  for (const status of ["200", "400", "403", "404", "405"])
    expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  expect(seen.length).toBeGreaterThan(50);
  for (const url of seen) {
    const [path = ""] = url.split("?");
    expect(path).toBe(new URL(`http://a.example${url}`).pathname);
    expect(decodeURIComponent(path)).not.toMatch(/\\|\/\/|\p{Cc}/u);
    expect(path).not.toMatch(/^\/_next\/(?!static\/)|\.rsc$/);
  }
});

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { Arrival } from "@/front/arrival";
import { frontBefore } from "@/front/testing";
import { serveInvocations } from "./loop";
import { runTask } from "./task";
import { type FakeRuntime, fakeRuntime, portOf, requestEvent } from "./testing-runtime";

/** Every byte there is, so that a body treated as text would not survive. */
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

const Answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  cookies: z.array(z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});

let runtime: FakeRuntime;
let web: Server;
let ended: Promise<void>;
let leaving: AbortController;
/** Answers nothing until the test lets it. */
let held: ServerResponse[];

beforeEach(async () => {
  held = [];
  runtime = await fakeRuntime();
  web = createServer(frontBefore({ scheme: "https", trustedProxies: ["127.0.0.1"] }, page));
  web.listen(0, "127.0.0.1");
  await once(web, "listening");
  leaving = new AbortController();
  ended = serveInvocations({
    api: runtime.api,
    port: portOf(web.address()),
    run: (task, signal) =>
      runTask(
        task,
        [process.execPath, "-e", "process.exit(process.argv[1] === 'setup' ? 0 : 3)"],
        signal,
      ),
    signal: leaving.signal,
  });
});

afterEach(async () => {
  leaving.abort();
  await ended;
  web.closeAllConnections();
  web.close();
  await runtime.close();
});

test("each site's host gets its own page, one invocation after another", async () => {
  for (const host of ["ours.localhost", "theirs.localhost", "ours.localhost"]) {
    const answer = await ask(requestEvent(host, "/items/peanut", { query: "sort=name&sort=year" }));
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(JSON.parse(answer.body)).toMatchObject({
      host,
      url: "/items/peanut?sort=name&sort=year",
    });
    expect(answer.headers["x-request-id"]).toBeTruthy();
  }
});

test("a binary answer and a packed one arrive byte for byte", async () => {
  for (const path of ["/photo", "/packed"]) {
    const answer = await ask(requestEvent("ours.localhost", path));
    expect(answer.isBase64Encoded).toBe(true);
    expect(Buffer.from(answer.body, "base64")).toEqual(BYTES);
  }
});

test("a posted body, its cookies and its type arrive as they were sent", async () => {
  const answer = await ask(
    requestEvent("ours.localhost", "/posted", {
      method: "POST",
      body: BYTES,
      headers: { "content-type": "application/x-anything" },
      cookies: ["a=1", "b=2"],
    }),
  );
  expect(answer.headers["content-type"]).toBe("application/x-anything");
  expect(answer.headers["x-cookie"]).toBe("a=1; b=2");
  expect(Buffer.from(answer.body, "base64")).toEqual(BYTES);
});

test("several cookies are set apart from each other", async () => {
  const { cookies } = await ask(requestEvent("ours.localhost", "/cookies"));
  expect(cookies).toEqual(["a=1; Path=/", "b=2; Path=/"]);
});

test("a visitor can name neither another host nor another address than the one they have", async () => {
  const answer = await ask(
    requestEvent("ours.localhost", "/", {
      headers: {
        "x-forwarded-host": "theirs.localhost",
        "X-Forwarded-For": "198.51.100.1",
        forwarded: "host=theirs.localhost",
      },
    }),
  );
  expect(JSON.parse(answer.body)).toMatchObject({ host: "ours.localhost", client: "203.0.113.9" });
});

test("a path that the gateway has unpacked is packed again", async () => {
  const answer = await ask(requestEvent("ours.localhost", "/items/füchse und bären"));
  expect(JSON.parse(answer.body).url).toBe("/items/f%C3%BCchse%20und%20b%C3%A4ren");
});

test("a request that breaks off in the app is answered 502, and the next one is served", async () => {
  expect(await ask(requestEvent("ours.localhost", "/broken"))).toMatchObject({ statusCode: 502 });
  expect(await ask(requestEvent("ours.localhost", "/"))).toMatchObject({ statusCode: 200 });
});

test("a request that would outlast the invocation is answered 504 before that", async () => {
  const told = await runtime.invoke(requestEvent("ours.localhost", "/held"), Date.now() + 550);
  expect(Answer.parse(told.said).statusCode).toBe(504);
});

test("an answer beyond what Lambda takes is a sentence and no broken half", async () => {
  const answer = await ask(requestEvent("ours.localhost", "/large"));
  expect(answer).toMatchObject({ statusCode: 502, isBase64Encoded: false });
  expect(answer.body).toContain("6 MB");
});

test("an event of another kind is an error of that invocation alone", async () => {
  const told = await runtime.invoke({ Records: [] });
  expect(told).toMatchObject({
    kind: "error",
    said: { errorMessage: expect.stringContaining("2.0") },
  });
  expect(await ask(requestEvent("ours.localhost", "/"))).toMatchObject({ statusCode: 200 });
});

test("a schedule's task runs, whether the rule sends it bare or as the event's detail", async () => {
  for (const event of [{ task: "setup" }, { source: "aws.events", detail: { task: "setup" } }])
    expect(await runtime.invoke(event)).toEqual({
      kind: "response",
      said: { done: "Everything is set up." },
    });
});

test("a task that fails is an error of its invocation, with the code it ended with", async () => {
  expect(await runtime.invoke({ task: "worker", seconds: 30 })).toMatchObject({
    kind: "error",
    said: { errorMessage: "The task worker ended with 3; its lines say why." },
  });
});

test("what was taken when the signal came is answered before the loop ends", async () => {
  const told = runtime.invoke(requestEvent("ours.localhost", "/held"));
  await expect.poll(() => held.length).toBe(1);
  leaving.abort();
  held[0]?.end("late");
  expect(Answer.parse((await told).said).body).toBe(Buffer.from("late").toString("base64"));
  await ended;
});

async function ask(event: unknown) {
  const told = await runtime.invoke(event);
  expect(told.kind).toBe("response");
  return Answer.parse(told.said);
}

async function page(req: IncomingMessage, res: ServerResponse, arrival: Arrival): Promise<void> {
  switch (req.url) {
    case "/photo":
      return void res.setHeader("content-type", "image/webp").end(BYTES);
    case "/packed":
      return void res
        .setHeader("content-type", "text/html")
        .setHeader("content-encoding", "gzip")
        .end(BYTES);
    case "/posted":
      return void res
        .setHeader("content-type", req.headers["content-type"] ?? "")
        .setHeader("x-cookie", req.headers.cookie ?? "")
        .end(await buffer(req));
    case "/cookies":
      return void res.setHeader("set-cookie", ["a=1; Path=/", "b=2; Path=/"]).end();
    case "/broken":
      return void res.destroy();
    case "/held":
      return void held.push(res);
    case "/large":
      return void res.end(Buffer.alloc(5_000_000));
    default:
      res.setHeader("content-type", "application/json");
      return void res.end(
        JSON.stringify({ url: req.url, host: arrival.host, client: arrival.client }),
      );
  }
}

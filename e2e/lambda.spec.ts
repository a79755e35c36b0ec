import { serveInvocations } from "@/packages/deploy/lambda-runtime/loop";
import { fakeRuntime, requestEvent } from "@/packages/deploy/lambda-runtime/testing-runtime";
import { hostOf } from "./addresses";
import { ask } from "./raw";
import { expect, test } from "./test";

/** Runs invocations through the loop against the tested app, as Lambda would. */
async function invoke(...events: object[]): Promise<unknown[]> {
  const runtime = await fakeRuntime();
  const leaving = new AbortController();
  const ended = serveInvocations({
    api: runtime.api,
    port: Number(process.env.PORT),
    run: async () => "nothing",
    signal: leaving.signal,
  });
  try {
    const said: unknown[] = [];
    for (const event of events) said.push((await runtime.invoke(event)).said);
    return said;
  } finally {
    leaving.abort();
    await ended;
    await runtime.close();
  }
}

test("each site's shelf comes through Lambda's loop as it comes from the app", async () => {
  const [ours, theirs] = await invoke(
    requestEvent(hostOf("artmatt"), "/"),
    requestEvent(hostOf("begin"), "/"),
  );
  expect(ours).toMatchObject({ statusCode: 200, body: expect.stringContaining("The cabinet") });
  expect(theirs).toMatchObject({ statusCode: 200, body: expect.stringContaining("the heap") });
  expect(theirs).not.toMatchObject({ body: expect.stringContaining("The cabinet") });
});

test("a font comes through Lambda's loop byte for byte", async () => {
  const { body } = await ask("artmatt", "/");
  const path = /\/_static\/fonts\/[a-z0-9.-]+\.woff2/.exec(body)?.[0] ?? "";
  const direct = await ask("artmatt", path);
  expect(direct.status).toBe(200);
  const [packed] = await invoke(requestEvent(hostOf("artmatt"), path));
  expect(packed).toMatchObject({
    statusCode: 200,
    isBase64Encoded: true,
    headers: { "content-type": "font/woff2" },
    body: direct.bytes.toString("base64"),
  });
});

test("a foreign host and a form from elsewhere are refused through Lambda's loop, too", async () => {
  const [nowhere, forged] = await invoke(
    requestEvent("elsewhere.example", "/"),
    requestEvent(hostOf("artmatt"), "/api/auth/signin/email", {
      method: "POST",
      body: Buffer.from("email=visitor%40swingtag.example"),
      headers: {
        origin: `http://${hostOf("begin")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
    }),
  );
  expect(nowhere).toMatchObject({ statusCode: 404 });
  expect(forged).toMatchObject({ statusCode: 403 });
});

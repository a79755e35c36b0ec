import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePools } from "@/db/pools";
import { prepareInstallation } from "@/db/setup";
import {
  elapsed,
  type PrivateServer,
  startPrivateServer,
  until,
} from "@/db/testing-private-server";
import { createTenant } from "@/server/life/birth";
import { statesOf, untilSettled } from "./testing-leftovers";
import { startWorker, type Worker } from "./worker";

const PREFIX = "killed";
const SECRET = "a secret for tests that guards nothing";

/** The signals that end Postgres: a kill of all its processes, and an immediate shutdown. */
const ENDS = ["SIGKILL", "SIGQUIT", "SIGKILL"] as const;

let server: PrivateServer;
let worker: Worker;

beforeAll(async () => {
  server = await startPrivateServer();
  Object.assign(process.env, {
    DATABASE_URL: server.url,
    DATABASE_PREFIX: PREFIX,
    SECRET,
    DEMO: "1",
    BASE_DOMAIN: "localhost",
    SPARES: "1",
    FILES: join(mkdtempSync(join(tmpdir(), "swingtag-killed-")), "files"),
  });
  // The tests' server may lose its last commits when it is killed; this makes it as durable as a server in
  // production.
  const admin = postgres(server.url, { max: 1 });
  await admin`alter role all set synchronous_commit = on`;
  await admin.end();
  await prepareInstallation({ adminUrl: server.url, prefix: PREFIX, secret: SECRET });
  worker = startWorker();
});
afterAll(async () => {
  await worker.stop();
  await closePools();
  await server.stop();
});

test("births under which Postgres is killed end as active or wholly absent within 60 s of its return, with the worker that was there", async () => {
  const names: string[] = [];
  for (const [turn, signal] of ENDS.entries()) {
    const births = Promise.allSettled(
      (["own", "pool", "own", "pool"] as const).map((placement, at) => {
        const name = `fallen-${turn}-${at}`;
        names.push(name);
        return createTenant({ name, email: `${name}@example.com`, preset: "vitrine", placement });
      }),
    );
    await until(elapsed(Math.random() * 400));
    await server.restart(signal);
    await births;
  }
  await server.answers();
  await untilSettled();
  for (const [name, state] of await statesOf(names))
    expect([name, state]).toEqual([name, expect.stringMatching(/^(active|absent)$/)]);
  const next = await createTenant({ name: "after-all", email: "a@b.example", preset: "vitrine" });
  expect(next).toMatchObject({ kind: "born", tenant: { state: "active" } });
});

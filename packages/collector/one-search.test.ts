import { stat } from "node:fs/promises";
import { createServer, get, type Server } from "node:http";
import { dirname, join } from "node:path";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { log } from "@/base/log";
import { type Push, startPush } from "@/base/telemetry/push";
import { setSender } from "@/base/telemetry/sender";
import { noteTenant } from "@/base/telemetry/trace";
import { platform } from "@/db/platform/door";
import { orderOperation } from "@/db/platform/queries/operations";
import { site } from "@/db/tenant/schema";
import { describeTwins, type Twin } from "@/db/testing";
import { testInstallation } from "@/db/testing-server";
import { frontBefore } from "@/front/testing";
import { kindOf, perform } from "@/jobs/operation";
import type { FoundLine } from "./found";
import { followPostgresLog } from "./postgres-log";
import { listening, startTestCollector, type TestCollector } from "./testing";

/** Lines of Postgres that carry a transaction's name; see packages/collector/postgres-text.ts. */
const PREFIX = "%m [%p] %q%d|%a| ";

describeTwins("one search", (twins) => {
  let collector: TestCollector;
  let following: ReturnType<typeof followPostgresLog>;
  let push: Push;
  let web: Server;
  let url: string;
  const answered: { twin: Twin; requestId: string; operation: string }[] = [];

  beforeAll(async () => {
    collector = await startTestCollector();
    const folder = await folderOfPostgresLog();
    const { size, ino } = await stat(join(folder, "log"));
    // Skips the log lines of other tests.
    collector.store.write({ read: { file: `log ${ino}`, to: size } });
    following = followPostgresLog(folder, collector.store);
    push = startPush({
      url: collector.url,
      headers: {},
      service: "swingtag-web",
      version: "7.1",
      instance: "web-1",
      onTrouble: (error) => {
        throw error;
      },
      onRecovery: () => {},
    });
    setSender(push.sender);
    log.level = "info";
    web = createServer(
      frontBefore({}, async (req, res) => {
        const twin = req.headers["x-asks-for"] === "theirs" ? twins().theirs : twins().ours;
        noteTenant(twin.tenant);
        await twin.as("visitor").read((tx) => tx.select({ name: site.name }).from(site));
        const failing = twin.as("visitor").read((tx) =>
          // Divides by zero in Postgres.
          tx.select({ never: sql`1 / (${site.version} - ${site.version})` }).from(site),
        );
        await failing.catch((error: unknown) => log.warn({ err: error }, "a query failed"));
        const operation = await platform.write((tx) =>
          orderOperation(tx, {
            kind: "tell",
            exclusive: false,
            tenantId: twin.tenant.id,
            slug: twin.tenant.slug,
            orderedBy: "owner",
          }),
        );
        res.end(operation);
      }),
    );
    url = await listening(web);
    // Both at once, so that their lines lie mixed.
    await Promise.all(
      (["ours", "theirs"] as const).map(async (name) => {
        const twin = twins()[name];
        const { requestId, body: operation } = await ask(url, name);
        await perform(operation, { tell: tellKind(twin) }, new AbortController().signal);
        answered.push({ twin, requestId, operation });
      }),
    );
    await push.stop();
  });
  afterAll(async () => {
    log.level = "fatal";
    setSender(null);
    web.close();
    await following.stop();
    await collector.stop();
  });

  const complete = (typed: string) =>
    vi.waitUntil(
      async () => {
        const lines = await collector.search(typed);
        return new Set(lines.map(({ part }) => part)).size === 3 && lines;
      },
      { timeout: 60_000 },
    );

  test.each(["ours", "theirs"] as const)(
    "by the request's id finds the lines of web, worker and database of %s, and no other's",
    async (name) => {
      const { requestId, operation } = answerOf(name);
      const lines = await complete(requestId);
      expect(lines.find(({ part }) => part === "web")?.instance).toBe("web-1");
      expect(said(lines)).toEqual(
        expect.arrayContaining([
          "web request",
          "web a query failed",
          "worker step",
          "worker operation done",
          "database division by zero",
        ]),
      );
      const [trace] = lines.map(({ traceId }) => traceId);
      expect(new Set(lines.map(({ traceId }) => traceId))).toEqual(new Set([trace]));
      expect(new Set(lines.map(({ tenant }) => tenant))).toEqual(
        new Set([twins()[name].tenant.id]),
      );
      const jobs = lines.filter(({ part }) => part === "worker");
      expect(new Set(jobs.map(({ attributes }) => attributes.operation))).toEqual(
        new Set([operation]),
      );
    },
  );

  test("by the trace finds the same, with spans that lead from the request to each transaction and the job", async () => {
    const { requestId } = answerOf("ours");
    const byRequest = await complete(requestId);
    const { lines, spans } = await collector.trace(byRequest[0]?.traceId ?? "");
    expect(lines.map(({ id }) => id).sort()).toEqual(byRequest.map(({ id }) => id).sort());
    const request = spans.find(({ name }) => name === "GET nothing");
    const job = spans.find(({ name }) => name === "job tell");
    expect(job?.parentId).toBe(request?.spanId);
    const transactions = spans.filter(({ name }) => name.startsWith("database"));
    expect(transactions.some(({ parentId }) => parentId === job?.spanId)).toBe(true);
    expect(transactions.filter(({ parentId }) => parentId === request?.spanId)).toHaveLength(3);
    expect(transactions.filter(({ failed }) => failed)).toHaveLength(1);
    const inPostgres = lines.find(({ part }) => part === "database");
    expect(transactions.map(({ spanId }) => spanId)).toContain(inPostgres?.spanId);
  });

  test("by the site's name finds Postgres's lines too, and nothing of the other site", async () => {
    await complete(answerOf("ours").requestId);
    const lines = await collector.search(`tenant:${twins().ours.tenant.slug}`);
    expect(said(lines)).toContain("database division by zero");
    expect(new Set(lines.map(({ tenant }) => tenant))).toEqual(new Set([twins().ours.tenant.id]));
  });

  test("every line says which version and which instance wrote it", async () => {
    const lines = (await complete(answerOf("theirs").requestId)) ?? [];
    for (const { part, version, instance } of lines)
      if (part !== "database")
        expect({ version, instance }).toEqual({ version: "7.1", instance: "web-1" });
  });

  function answerOf(name: "ours" | "theirs") {
    const found = answered.find(({ twin }) => twin === twins()[name]);
    if (!found) throw new Error(`${name} has asked in beforeAll.`);
    return found;
  }
});

function tellKind(twin: Twin) {
  return kindOf({
    input: z.object({}),
    attempts: 1,
    async run({ step }) {
      await step("Telling", () =>
        twin.as("system").read((tx) => tx.select({ name: site.name }).from(site)),
      );
    },
  });
}

function said(lines: readonly FoundLine[]): string[] {
  return lines.map(({ part, message }) => `${part} ${message}`);
}

function ask(url: string, twin: string): Promise<{ requestId: string; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host: "nowhere", "x-asks-for": twin } }, (res) => {
      let body = "";
      res.on("data", (chunk) => {
        body += String(chunk);
      });
      res.on("end", () => resolve({ requestId: String(res.headers["x-request-id"]), body }));
    }).on("error", reject);
  });
}

/** Of the server that the tests started, beside its data. */
async function folderOfPostgresLog(): Promise<string> {
  const admin = postgres(testInstallation().adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await admin<{ prefix: string; data: string }[]>`
      select current_setting('log_line_prefix') as prefix, current_setting('data_directory') as data`;
    if (row?.prefix !== PREFIX) {
      await admin.unsafe(`alter system set log_line_prefix = '${PREFIX}'`);
      await admin`select pg_reload_conf()`;
    }
    return dirname(row?.data ?? "");
  } finally {
    await admin.end();
  }
}

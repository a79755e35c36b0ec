import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { ReactNode } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { beforeAll, expect, test, vi } from "vitest";
import { ROLES } from "@/db/tenant/roles";
import { describeTwinsInPool } from "@/db/testing";
import { startSession } from "@/server/auth/session";
import { send } from "@/server/testing";
import { at, beginAnew, cookie, signIn } from "@/server/testing-operator";

vi.mock("next/headers", async () => (await import("@/server/testing")).nextHeaders);
vi.mock("next/cache", async () => (await import("@/server/testing")).nextCache);
vi.mock("next/server", async () => (await import("@/server/testing")).nextServer);
vi.mock("next/navigation", async (original) => ({
  ...(await original<typeof import("next/navigation")>()),
  useRouter: () => ({}),
  usePathname: () => "/",
  useSearchParams: () => new URLSearchParams(),
}));

const HERE = import.meta.dirname;

/** What a page or handler can be asked for, as Next hands it over: a text, or a list where it is repeated. */
const HOSTILE: readonly (string | string[])[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\u0000",
  "a\u0000b",
  "\ud800",
  `${"x".repeat(79)}\ud83e\uddf8`,
  "x".repeat(100_000),
  "%00",
  "{}\",'\\",
  "-1",
  "1e309",
  [],
  ["__proto__", "__proto__"],
  ["constructor", "\u0000", "\udfff"],
  Array.from({ length: 1000 }, (_, number) => `${number}`),
];

/** Answers every name with the value, and notes that it was asked. */
function answering(value: unknown, asked: Set<string>) {
  return Promise.resolve(
    new Proxy(
      {},
      {
        has: () => true,
        get(_, name) {
          if (typeof name === "symbol" || name === "then") return undefined;
          asked.add(name);
          return value;
        },
      },
    ),
  );
}

type Asked = Readonly<Record<"params" | "searchParams", Promise<unknown>>>;

interface Page {
  default(asked: Asked): ReactNode | Promise<ReactNode>;
  generateMetadata?(asked: Asked): Promise<unknown>;
}

interface Handler {
  GET?(request: Request, asked: Pick<Asked, "params">): Response | Promise<Response>;
}

/** What `work` answers; `undefined` where Next would show its 404 or redirect. Anything else that is thrown is a bug. */
async function answerOf<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    if (!/^NEXT_(REDIRECT|HTTP_ERROR_FALLBACK)/.test(digest)) throw error;
    return undefined;
  }
}

async function htmlOf(path: string, asked: Asked): Promise<string> {
  const page: Page = await import(/* @vite-ignore */ join(HERE, path));
  await answerOf(() => page.generateMetadata?.(asked));
  const html = await answerOf(async () => {
    const body = <body>{await page.default(asked)}</body>;
    const { prelude } = await prerenderToNodeStream(body);
    return text(prelude);
  });
  return html ?? "";
}

/** Asks with every word that stands in quotes in the handler as a name. */
async function bodyOf(path: string, value: string | string[]): Promise<string> {
  const handler: Handler = await import(/* @vite-ignore */ join(HERE, path));
  const query = new URLSearchParams();
  for (const [, name = ""] of readFileSync(join(HERE, path), "utf8").matchAll(/"([\w-]+)"/g))
    for (const one of [value].flat()) query.append(name, one);
  const request = new Request(`http://localhost:3000/?${query}`);
  const params = answering([value].flat()[0] ?? "", new Set());
  const answer = await answerOf(() => handler.GET?.(request, { params }));
  if (!answer) return "";
  expect(answer.status).toBeLessThan(500);
  return answer.text();
}

describeTwinsInPool("whatever its address asks for", (twins) => {
  const sessions: Record<string, string | null> = { visitor: null };

  beforeAll(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { ours } = twins();
    const system = ours.as("system");
    for (const role of ROLES) {
      const { id } = ours.members[role];
      sessions[role] = (await system.write((tx) => startSession(tx, id))).token;
    }
    await beginAnew();
    await signIn();
    sessions.operator = await cookie();
  });

  /** Makes `who` the one who asks the host that a file answers for. */
  async function asking(path: string, who: string): Promise<void> {
    if (path.startsWith("operator/")) {
      await at({}, sessions.operator ?? "");
      return;
    }
    const host = path.startsWith("www/")
      ? "localhost:3000"
      : `${twins().ours.tenant.slug}.localhost:3000`;
    send({ host, origin: null, session: sessions[who] ?? null });
  }

  const whoAsks = (path: string) =>
    path.startsWith("[tenant]/") ? ["visitor", "owner"] : ["visitor"];

  test.each(globSync("**/page.tsx", { cwd: HERE }).sort())(
    "%s answers, and shows nothing of a neighbour",
    async (path) => {
      for (const who of whoAsks(path))
        for (const value of HOSTILE) {
          await asking(path, who);
          const asked = new Set<string>();
          const params = answering([value].flat()[0] ?? "", asked);
          const html = await htmlOf(path, { params, searchParams: answering(value, asked) });
          expect(html).not.toContain(twins().theirs.mark);
          if (asked.size === 0) break;
        }
    },
  );

  // next-auth's own handler needs Next's request; `server/auth.test.ts` asks it.
  test.each(globSync("**/route.ts", { cwd: HERE, exclude: ["**/api/auth/**"] }).sort())(
    "%s answers, and shows nothing of a neighbour",
    async (path) => {
      for (const who of whoAsks(path))
        for (const value of HOSTILE) {
          await asking(path, who);
          expect(await bodyOf(path, value)).not.toContain(twins().theirs.mark);
        }
    },
  );

  test.each(globSync("[[]tenant]/**/page.tsx", { cwd: HERE }).sort())(
    "%s tells editors and viewers no address but their own",
    async (path) => {
      const { members } = twins().ours;
      for (const who of ["editor", "viewer"] as const) {
        await asking(path, who);
        const params = answering("peanut", new Set());
        const html = await htmlOf(path, { params, searchParams: answering("", new Set()) });
        for (const role of ROLES) if (role !== who) expect(html).not.toContain(members[role].email);
      }
    },
  );
});

import type { ServerResponse } from "node:http";
import type { AppSide } from "../base/bridge.ts";
import type { Step } from "./steps.ts";

/** What `/readyz` says of a component that is as it should be; any other word is why it is not. */
const OK = "ok";
const STARTING = "starting";

/** How long a check may take, in milliseconds. */
const LIMIT = 1500;

/** For how long an answer is reused, in milliseconds, so that the database is asked at most once a second. */
const HOLDS = 1000;

/** Checks one component. Resolves with one word, `ok` or what is wrong; if it throws, the component is away. */
export type Check = () => Promise<string>;

export interface Health {
  /**
   * Answers `/healthz` (200 while the process lives) and `/readyz` (200 when it can serve, else 503), with one word
   * for each component.
   * @param pathname of the request, without its query
   * @returns false, with nothing done, where the request asks for neither
   */
  answer(pathname: string, res: ServerResponse): boolean;
  /** From now on the process is alive and not ready. */
  drain(): void;
  readonly draining: boolean;
}

/** Answers whoever probes. */
export function probes(health: Health): Step {
  return (_, res, { pathname }, next) => {
    if (!health.answer(pathname, res)) return next();
  };
}

/** What the web process needs. Before the app has started nobody can ask the database, so that nobody says it is well. */
export function checksOf(
  app: () => Pick<AppSide, "probe"> | null,
): Readonly<Record<string, Check>> {
  return {
    app: async () => (app() ? OK : STARTING),
    database: async () => {
      const asked = app();
      await asked?.probe();
      return asked ? OK : STARTING;
    },
  };
}

/** The health of this process: of what it needs in order to serve. */
export function healthOf(checks: Readonly<Record<string, Check>>): Health {
  let draining = false;
  let asked: { readonly at: number; readonly words: Promise<Record<string, string>> } | undefined;

  return {
    get draining() {
      return draining;
    },
    drain() {
      draining = true;
    },
    answer(pathname, res) {
      if (pathname === "/healthz") say(res, 200, { process: OK });
      else if (pathname === "/readyz") void answerReady(res);
      else return false;
      return true;
    },
  };

  async function answerReady(res: ServerResponse): Promise<void> {
    if (draining) return say(res, 503, { process: "draining" });
    const now = performance.now();
    if (!asked || now - asked.at > HOLDS) asked = { at: now, words: lookAt(checks) };
    const words = await asked.words;
    // A check that began before the signal must not answer `ready` after it.
    if (draining) return say(res, 503, { process: "draining" });
    say(res, Object.values(words).every((word) => word === OK) ? 200 : 503, words);
  }

  function say(res: ServerResponse, status: number, words: Readonly<Record<string, string>>): void {
    res.writeHead(status, {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(draining ? { connection: "close" } : {}),
    });
    res.end(`${JSON.stringify(words)}\n`);
  }
}

async function lookAt(checks: Readonly<Record<string, Check>>): Promise<Record<string, string>> {
  const words = Object.entries(checks).map(async ([name, check]) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve("late"), LIMIT);
    });
    const word = await Promise.race([check(), late]).catch(() => "away");
    clearTimeout(timer);
    return [name, word] as const;
  });
  return Object.fromEntries(await Promise.all(words));
}

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Answer } from "./raw";

/** Which one rates. It stands in no list of packages: it brings a server of its own, with parts to be compiled. */
const VERSION = "1.4.8";
const folder = join(process.cwd(), ".data/observatory");
const source = join(folder, "node_modules/@mdn/mdn-http-observatory");

/** What the Observatory says of an answer over https, which its address would redirect to. */
export interface Rating {
  readonly grade: string;
  /** The tests that cost points, with what they found. */
  readonly lost: readonly string[];
}

/**
 * Fetches MDN's HTTP Observatory once, without the programs that packages run while they are installed.
 * @returns why there is none where the network does not reach that far, or null
 * @throws Error where it is reached and does not have it
 */
export async function lacksObservatory(): Promise<string | null> {
  if (!existsSync(join(source, "package.json"))) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), "{}");
    const words = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
    const asked = [...words, `@mdn/mdn-http-observatory@${VERSION}`];
    try {
      await promisify(execFile)("npm", asked, { cwd: folder, timeout: 200_000 });
    } catch (error) {
      if (isOffline(error)) return "MDN's Observatory could not be fetched: no registry answers.";
      throw error;
    }
  }
  // Which domains browsers know by heart; it would fetch that list, and none of ours stands there.
  await writeFile(join(source, "conf/hsts-preload.json"), "{}");
  return null;
}

/** Whether npm reached no registry, or none that serves now; one that refuses the package is a failure. */
function isOffline(error: unknown): boolean {
  const { killed, stderr } = error as { readonly killed?: boolean; readonly stderr?: string };
  return killed === true || UNREACHED.test(stderr ?? "");
}

const UNREACHED =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|E5\d\d)\b/;

/**
 * Rates an answer by the Observatory's own tests and scores. Its scanner looks for hosts on the internet and refuses
 * a 404; this hands over what it would have found.
 */
export async function rate(url: string, { status, headers, body }: Answer): Promise<Rating> {
  const load = (file: string) => import(pathToFileURL(join(source, "src", file)).href);
  const { ALL_TESTS } = await load("constants.js");
  const { Requests } = await load("types.js");
  const { getGradeForScore, getScoreModifier } = await load("grader/grader.js");
  const { MINIMUM_SCORE_FOR_EXTRA_CREDIT: enough } = await load("grader/charts.js");
  const { parseHttpEquivHeaders } = await load("retriever/utils.js");
  const its = createRequire(join(source, "package.json"));
  const { CookieJar } = its("tough-cookie");
  const { AxiosHeaders } = its("axios");
  const found = new Requests(new URL(url).hostname);
  const httpEquiv = parseHttpEquivHeaders(body, url);
  const answer = {
    status,
    headers: new AxiosHeaders(headers),
    data: body,
    verified: true,
    httpEquiv,
  };
  const jar = new CookieJar();
  for (const cookie of headers["set-cookie"] ?? []) jar.setCookieSync(cookie, url);
  found.responses = {
    auto: answer,
    https: answer,
    cors: answer,
    http: null,
    httpRedirects: [],
    httpsRedirects: [],
  };
  found.resources.path = body;
  found.session = { url: new URL(url), jar };
  let lost = 0;
  let gained = 0;
  const told: string[] = [];
  for (const test of ALL_TESTS) {
    const { result } = test(found);
    const points: number = getScoreModifier(result);
    if (points < 0) told.push(`${result} ${points}`);
    if (points < 0) lost += points;
    else gained += points;
  }
  const base = 100 + lost;
  return { grade: getGradeForScore(base >= enough ? base + gained : base).grade, lost: told };
}

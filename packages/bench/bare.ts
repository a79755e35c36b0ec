import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { freePort } from "@/base/free-port";
import { builderOver, type Query } from "@/db/pools/queries";
import { listShelf } from "@/db/tenant/queries/shelf";
import { countChoices } from "@/db/tenant/queries/shelf-counts";
import type { ShelfQuery } from "@/db/tenant/queries/shelf-query";
import { byFacet } from "@/db/tenant/shelf-fields";
import { buildIn } from "@/packages/local/build";
import { ask } from "./load";
import { type BenchServer, startServer } from "./server";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".data/bench/bare");

/** How many of a shelf's pictures a browser loads before anybody scrolls. */
const LOADED = 35;

/** The yardstick with what it holds of our shelf. */
export interface Bare extends BenchServer {
  /** What a first view of the shelf asks of us: the document first, then its styles and the pictures in sight. */
  readonly ours: readonly string[];
  /** The same bytes as static files of the bare app, in the same order. */
  readonly theirs: readonly string[];
}

/**
 * Builds and starts a bare Next app that knows our shelf in three ways: `/kept` is its bytes, prerendered; `/anew` sends
 * the same queries and prints their rows; `theirs` are the files of a first view.
 * @param ours the app whose shelf is taken over
 * @param database rows of one tenant, without guards
 */
export async function startBare(ours: BenchServer, database: string): Promise<Bare> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(import.meta.dirname, "bare"), folder, { recursive: true });
  const view = await takeView(ours);
  await writeFile(join(folder, "queries.json"), JSON.stringify(await queriesOfShelf()));
  await buildIn(folder, join(root, ".data/bench/bare-build.log"));
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const port = String(await freePort());
  const server = await startServer({
    folder,
    host: "localhost",
    env: { PORT: port, BARE_DATABASE_URL: database },
    program: [next, "start", "--port", port],
    path: "/kept",
  });
  return { ...server, ...view };
}

/** Stores what a first view of our shelf consists of among the bare app's files. */
async function takeView({ port }: BenchServer): Promise<Pick<Bare, "ours" | "theirs">> {
  const take = async (path: string) => {
    const { status, body } = await ask({ port, host: "few-1.localhost", path });
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    return body;
  };
  const html = await take("/");
  await mkdir(join(folder, "public/view"), { recursive: true });
  await writeFile(join(folder, "shelf.html"), html);
  const addresses = (pattern: RegExp) =>
    [...html.toString().matchAll(pattern)].map(([, address = ""]) =>
      address.replaceAll("&amp;", "&"),
    );
  const ours = [
    "/",
    ...addresses(/<link rel="stylesheet" href="([^"]+)"/g),
    ...addresses(/<img[^>]* src="(\/plush\/[^"]+)"/g).slice(0, LOADED),
  ];
  const theirs = ours.map((path, at) => `/view/${at}.${endingOf(path)}`);
  for (const [at, path] of ours.entries())
    await writeFile(join(folder, "public", theirs[at] ?? ""), await take(path));
  return { ours, theirs };
}

function endingOf(path: string): string {
  if (path === "/") return "html";
  return path.startsWith("/plush/") ? "svg" : "css";
}

/** The statements of the shelf as a visitor's page sends them. */
async function queriesOfShelf(): Promise<Pick<Query, "text" | "parameters">[]> {
  const sent: Pick<Query, "text" | "parameters">[] = [];
  const builder = builderOver(async ({ text, parameters }) => {
    sent.push({ text, parameters });
    return [];
  });
  const asked: ShelfQuery = {
    words: [],
    chosen: byFacet(() => []),
    label: null,
    sort: "name",
    page: 1,
  };
  // Stands in for a scope's transaction, which only db/scope.ts can make, to learn the statements and run none.
  const tx = Object.assign(builder, { actor: { kind: "visitor" } }) as never;
  await listShelf(tx, asked);
  await countChoices(tx, asked);
  return sent;
}

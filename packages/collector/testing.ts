import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundLine } from "./found";
import { collectorServer } from "./serve";
import { openStore, type Store } from "./store";
import type { Span } from "./told";

/** A collector in this process, with a file of its own. */
export interface TestCollector {
  readonly url: string;
  readonly store: Store;
  /** What one search finds, as programs ask for it. */
  search(typed: string): Promise<FoundLine[]>;
  trace(id: string): Promise<{ lines: FoundLine[]; spans: Span[] }>;
  stop(): Promise<void>;
}

export async function startTestCollector(
  options: { readonly token?: string; readonly megabytes?: number } = {},
): Promise<TestCollector> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-collector-"));
  const store = openStore({ folder, megabytes: options.megabytes ?? 64 });
  const server = collectorServer({ store, token: options.token });
  const url = await listening(server);
  const ask = async (path: string) => (await fetch(url + path)).json();
  return {
    url,
    store,
    search: async (typed) => (await ask(`/search?q=${encodeURIComponent(typed)}&limit=1000`)).lines,
    trace: (id) => ask(`/api/trace/${id}`),
    async stop() {
      server.closeAllConnections();
      server.close();
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Listens on a free loopback port. @returns its address */
export async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

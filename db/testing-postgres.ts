import { createHash } from "node:crypto";
import { rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { type Embedded, startEmbedded } from "./embedded";

const root = join(import.meta.dirname, "..");
const ON_DISK = join(root, ".data/test-postgres");

/**
 * The embedded Postgres of the tests: fast rather than safe against a crash, and roomy. Its data lie in memory where
 * there is room, because tests make and drop some ten thousand files, and are gone when nobody uses it any more.
 */
export async function startTestPostgres(report?: (step: string) => void): Promise<Embedded> {
  const inMemory = await hasRoomInMemory();
  const folder = inMemory ? IN_MEMORY : ON_DISK;
  const server = await startEmbedded({ folder, durable: false, connections: 400, report });
  if (!inMemory) return server;
  const stop = async () => {
    await server.stop();
    if (!server.isRunning()) await rm(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/** The same with its data on the disk, for what measures. */
export function startDiskPostgres(report?: (step: string) => void): Promise<Embedded> {
  return startEmbedded({ folder: ON_DISK, durable: false, connections: 400, report });
}

const IN_MEMORY = `/dev/shm/swingtag-tests-${createHash("sha256").update(root).digest("hex").slice(0, 12)}`;
const TMPFS = 0x01021994;
const GIGABYTE = 2 ** 30;

/** What a whole run was seen to need is under a gigabyte. */
async function hasRoomInMemory(): Promise<boolean> {
  const disk = await statfs("/dev/shm").catch(() => null);
  if (disk?.type !== TMPFS) return false;
  return disk.bavail * disk.bsize > 4 * GIGABYTE && process.availableMemory() > 6 * GIGABYTE;
}

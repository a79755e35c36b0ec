import { randomBytes, randomUUID } from "node:crypto";
import sharp from "sharp";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { findLastPaper, listPapers, orderPaper } from "@/server/papers/order";
import { filesOf } from "@/server/photos/photo-files";
import { largeCollector } from "./collector";
import type { Figure } from "./figures";
import { startIdleWorker } from "./idle-worker";
import { succeeded } from "./succeeded";
import type { Testbed } from "./testbed";

const ITEMS = 2000;

/** How long a worker of its own takes to print 2,000 items with 500 photographs, and how much memory beyond idle. */
export async function measureReport(testbed: Testbed): Promise<Figure[]> {
  const tenant = await largeCollector(testbed);
  const { ids, memberId, pictured } = await prepare(tenant);
  const worker = await startIdleWorker();
  try {
    const paper = {
      kind: "insurance",
      values: true,
      addressee: "An insurer",
      size: "A4",
      selection: { ids },
      sort: "",
      day: "2026-11-30",
    } as const;
    const began = performance.now();
    await orderPaper({ tenant, id: randomUUID(), memberId, paper });
    await succeeded((await findLastPaper(tenant))?.id ?? "");
    const seconds = (performance.now() - began) / 1000;
    const above = (await worker.peak()) - worker.idle;
    const [printed] = await listPapers(tenant);
    const size = `${((printed?.bytes ?? 0) / 1e6).toFixed(1)} MB`;
    return [
      {
        what: `report of ${ITEMS} items with ${pictured} photographs (${size}): memory of the worker above idle`,
        value: `${Math.round(above)} MB (idle ${Math.round(worker.idle)} MB)`,
        bar: "≤ 200 MB",
        met: above <= 200,
      },
      {
        what: `report of ${ITEMS} items with ${pictured} photographs: from order to file`,
        value: `${seconds.toFixed(1)} s`,
        bar: "≤ 60 s",
        met: seconds <= 60,
      },
    ];
  } finally {
    await worker.stop();
  }
}

/** Finds what is printed, those with photographs first, and gives these pictures that can be read. */
async function prepare(tenant: Tenant) {
  const found = await withTenantRows(tenant.database, tenant.id, "write", async ({ sql }) => ({
    items: await sql.unsafe<{ id: string; key: string | null }[]>(
      `select i.id, min(p.key) as key from items i left join photos p on p.item_id = i.id
        group by i.id order by (min(p.key) is null), i.id limit ${ITEMS}`,
    ),
    members: await sql.unsafe<{ id: string }[]>("select id from members limit 1"),
  }));
  const noise = { raw: { width: 640, height: 480, channels: 3 } } as const;
  const webp = await sharp(randomBytes(640 * 480 * 3), noise)
    .blur(3)
    .webp()
    .toBuffer();
  const keys = found.items.flatMap(({ key }) => key ?? []);
  for (const key of keys)
    await filesOf(tenant).put(`${key}/shelf.webp`, webp, { type: "image/webp" });
  return {
    ids: found.items.map(({ id }) => id),
    memberId: found.members[0]?.id ?? "",
    pictured: keys.length,
  };
}

import { addAbortSignal, Readable } from "node:stream";
import { z } from "zod";
import { PAPER_DAYS } from "@/base/archive-days";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { listWhoOrdered } from "@/db/platform/queries/archives";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope } from "@/db/scope";
import { findMember } from "@/db/tenant/queries/members";
import { materialFor } from "@/server/papers/material";
import {
  findPaperOrder,
  listPapers,
  orderKey,
  paperKey,
  removeLeftOrders,
} from "@/server/papers/order";
import { printPaper } from "@/server/papers/print";
import { filesOf } from "@/server/photos/photo-files";
import { kindOf } from "./operation";

/** How many papers of one site are kept beside each other. */
const MOST = 20;

/**
 * Prints a paper into its site's own files. A run after a kill prints it anew under the same name, so that there is one.
 */
export const paper = kindOf({
  input: z.object({ tenantId: z.uuid(), paper: z.uuid(), memberId: z.uuid() }),
  attempts: 5,
  pauses: true,
  async run({ operation, input, step, progress, signal, memory, remember }) {
    const find = () => platform.read((tx) => findTenantById(tx, input.tenantId));
    const tenant = await find();
    if (!tenant) throw new Refusal("This site is gone.");
    if (memory.printed === true) return;
    const order = await findPaperOrder(tenant, input.paper);
    if (!order) throw new Refusal("What was asked for is gone. Order the paper again.");
    const scope = openScope(tenant, { kind: "member", id: input.memberId, role: "viewer" });
    const member = await scope.read((tx) => findMember(tx, input.memberId));
    if (!member) throw new Refusal("Whoever ordered it works here no more.");
    const files = filesOf(tenant);
    const key = paperKey(order, operation.createdAt, operation.id);
    await step("Reading the collection", async () => {});
    const material = await materialFor(scope, order);
    await step("Printing", async () => {
      const pages = addAbortSignal(signal, Readable.from(printPaper(material, files, progress)));
      await files.putStream(key, pages, { type: "application/pdf" });
    });
    await remember({ printed: true });
    await step("Tidying up", async () => {
      await files.delete(orderKey(input.paper));
      for (const { name } of (await listPapers(tenant)).slice(MOST))
        await files.delete(`papers/${name}`);
      // The site was removed for good meanwhile, so its papers must not stay.
      if (!(await find())) await files.delete(key);
    });
  },
  async undo({ operation, input }) {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    const files = filesOf({ id: input.tenantId, stack: tenant?.stack });
    await files.delete(orderKey(input.paper));
    for await (const { key } of files.list("papers/"))
      if (key.includes(`-${operation.id.slice(0, 8)}-`)) await files.delete(key);
  },
});

/** Removes papers whose days are over. */
export async function removeLapsedPapers(now = new Date()): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  // Looks back two weeks further, in case no worker ran for that long.
  const [since, until] = [ago(PAPER_DAYS + 14), ago(PAPER_DAYS)];
  for (const id of await platform.read((tx) => listWhoOrdered(tx, "paper", since, until))) {
    const tenant = await platform.read((tx) => findTenantById(tx, id));
    const site = { id, stack: tenant?.stack };
    for (const { name, until: end } of await listPapers(site))
      if (end <= now) await filesOf(site).delete(`papers/${name}`);
    await removeLeftOrders(site, until.toISOString().slice(0, 10));
  }
}

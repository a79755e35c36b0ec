import { expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { platform } from "../door";
import { addAuditLine, listAudit } from "./audit";

describeTwins("the log of a site", (twins) => {
  const add = (tenantId: string, reason: string) =>
    platform.write((tx) => addAuditLine(tx, { actor: "owner", action: "did", tenantId, reason }));
  const list = (how: Parameters<typeof listAudit>[1]) => platform.read((tx) => listAudit(tx, how));

  test("is read page by page, newest first, without a gap and without a line twice", async () => {
    const { id: tenantId } = twins().ours.tenant;
    const said = Array.from({ length: 7 }, (_, at) => `line ${at}`);
    // All lines of one transaction have the same time.
    await platform.write(async (tx) => {
      for (const reason of said.slice(0, 4))
        await addAuditLine(tx, { actor: "owner", action: "did", tenantId, reason });
    });
    for (const reason of said.slice(4)) await add(tenantId, reason);
    const pages: string[][] = [];
    let before: string | undefined;
    for (;;) {
      const lines = await list({ tenantId, limit: 3, before });
      if (lines.length === 0) break;
      pages.push(lines.map(({ reason }) => reason));
      before = lines.at(-1)?.id;
    }
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(pages.flat().sort()).toEqual(said);
    expect(pages[0]).toEqual(["line 6", "line 5", "line 4"]);
  });

  test("has no line of theirs, and a line of theirs leads to no page", async () => {
    const { ours, theirs } = twins();
    await add(theirs.tenant.id, "theirs");
    const [line] = await list({ tenantId: theirs.tenant.id });
    const mine = await list({ tenantId: ours.tenant.id });
    expect(mine.some(({ reason }) => reason === "theirs")).toBe(false);
    expect(await list({ tenantId: ours.tenant.id, before: line?.id })).toEqual([]);
  });
});

import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { INTAKE_DAYS } from "@/db/tenant/intake";
import { addIntake, findIntake } from "@/db/tenant/queries/intake/intakes";
import { listIntakeRows } from "@/db/tenant/queries/intake/rows";
import { describeTwins, type Twin } from "@/db/testing";
import { listSheets, storeSheet } from "@/server/intake/sheet-file";
import { bring } from "@/server/intake/testing-intake";
import { removeTestFolder } from "./testing-archives";
import { thinHistories } from "./thin-history";

afterAll(removeTestFolder);

describeTwins("the nightly sweep of sheets", (twins) => {
  /** A sheet that was brought and read so many days ago. */
  async function broughtBefore(twin: Twin, days: number): Promise<string> {
    const { id } = await bring(twin.as("editor"), "Name\nSwept one\nSwept two\n");
    const { database } = twin.tenant;
    const sql = postgres(twins().adminUrl(database.name), { max: 1 });
    await sql`update intakes set created_at = now() - make_interval(days => ${days}) where id = ${id}`;
    await sql.end();
    return id;
  }

  const kept = async (twin: Twin, id: string) => ({
    sheet: (await twin.as("editor").read((tx) => findIntake(tx, id))) !== null,
    rows: (
      await twin.as("editor").read((tx) => listIntakeRows(tx, id, { outcome: null, after: 0 }))
    ).length,
    file: (await listSheets(twin.tenant)).includes(id),
  });

  test("takes what is due with its rows and its file, wherever the site lives, and leaves what is not", async () => {
    const { ours, theirs } = twins();
    const due = await broughtBefore(ours, INTAKE_DAYS + 1);
    const young = await broughtBefore(ours, INTAKE_DAYS - 1);
    const dueThere = await broughtBefore(theirs, INTAKE_DAYS + 1);
    await thinHistories();
    const gone = { sheet: false, rows: 0, file: false };
    expect(await kept(ours, due)).toEqual(gone);
    expect(await kept(theirs, dueThere)).toEqual(gone);
    expect(await kept(ours, young)).toEqual({ sheet: true, rows: 2, file: true });
    await thinHistories();
    expect(await kept(ours, young)).toEqual({ sheet: true, rows: 2, file: true });
  });

  test("takes a file whose row is gone, and leaves one whose row is being written", async () => {
    const { ours } = twins();
    const lost = randomUUID();
    await storeSheet(ours.tenant, lost, Buffer.from("Name\nLost\n"));
    await thinHistories();
    expect(await listSheets(ours.tenant)).not.toContain(lost);

    const coming = randomUUID();
    let swept: Promise<void> | undefined;
    await ours.as("editor").write(async (tx) => {
      await addIntake(tx, { id: coming, memberId: null, fileName: "coming.csv" });
      await storeSheet(ours.tenant, coming, Buffer.from("Name\nComing\n"));
      swept = thinHistories();
      // Long enough for the sweep to meet the file without a row that it sees.
      await new Promise((resolve) => setTimeout(resolve, 1500));
    });
    await swept;
    expect(await kept(ours, coming)).toMatchObject({ sheet: true, file: true });
  });
});

import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { describeTwins, draft, type Twin } from "@/db/testing";
import type { CopyStatus } from "../choices";
import { type DraftCopy, EMPTY_COPY } from "../item";
import { insertDuplicate, openItem, saveDraft } from "./drafts";
import { addItem } from "./items";
import {
  changeLoan,
  countLentToNobody,
  countLoansOut,
  giveBack,
  lendCopy,
  listLoansOf,
  listLoansOut,
} from "./loans";
import { restoreItem, trashItem } from "./trash";
import { planUndo, undoChangeSet } from "./undo";

const LOAN = { lentTo: "Inés", since: "2026-03-01", due: "2026-04-01", note: "By hand" };

describeTwins("loans", (twins) => {
  const editor = () => twins().ours.as("editor").during("test");
  const write = async (work: (tx: WriteTx) => Promise<unknown>) =>
    editor().write(async (tx) => {
      await work(tx);
      return tx.changeSet;
    });
  const open = async (id: string, twin: Twin = twins().ours) => {
    const item = await twin.as("editor").read((tx) => openItem(tx, id));
    if (!item) throw new Error("The item is gone.");
    return item;
  };
  const add = async (change: Partial<DraftCopy> = {}, twin: Twin = twins().ours) => {
    const copies = [{ ...EMPTY_COPY, label: "Held", ...change }];
    const { id } = await twin
      .as("editor")
      .write((tx) => addItem(tx, draft({ name: "Lent", copies })));
    const copyId = (await open(id, twin)).draft.copies[0]?.id ?? "";
    return { id, copyId };
  };
  const statusOf = async (id: string) => (await open(id)).draft.copies[0]?.status;
  const lend = async (copyId: string, change: Partial<typeof LOAN> = {}) => {
    const id = randomUUID();
    const changeSet = await write((tx) => lendCopy(tx, { ...LOAN, ...change, id, copyId }));
    return { id, changeSet };
  };
  const back = (id: string, backOn = "2026-03-20") => write((tx) => giveBack(tx, { id, backOn }));
  const loansOf = (id: string) => editor().read((tx) => listLoansOf(tx, id));
  const outHere = async (query: Parameters<typeof listLoansOut>[1] = {}) =>
    (await editor().read((tx) => listLoansOut(tx, query))).map(({ id }) => id);
  const undo = (id: string, over?: "all") => write((tx) => undoChangeSet(tx, id, { over }));
  const refusal = (status: number) => ({ name: "Refusal", status });

  test("make a copy lent by its status, and in the collection again when it is back", async () => {
    const { id, copyId } = await add({ status: "trade" });
    const before = await open(id);
    const loan = await lend(copyId);
    expect(await statusOf(id)).toBe("lent");
    expect(BigInt((await open(id)).version)).toBeGreaterThan(BigInt(before.version));
    expect(await loansOf(id)).toEqual([{ ...LOAN, id: loan.id, copyId, backOn: null }]);
    await back(loan.id);
    expect(await statusOf(id)).toBe("owned");
    expect(await loansOf(id)).toEqual([{ ...LOAN, id: loan.id, copyId, backOn: "2026-03-20" }]);
    const again = await lend(copyId, { since: "2026-05-01", due: "2026-06-01" });
    expect((await loansOf(id)).map((one) => one.id)).toEqual([again.id, loan.id]);
  });

  test("are one at a time for a copy, whoever asks and also at once", async () => {
    const { id, copyId } = await add();
    const { id: first } = await lend(copyId);
    await expect(lend(copyId)).rejects.toMatchObject(refusal(409));
    await back(first);
    const tries = await Promise.allSettled([lend(copyId), lend(copyId), lend(copyId)]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await loansOf(id)).filter(({ backOn }) => backOn === null)).toHaveLength(1);
    const { ours, adminUrl } = twins();
    const sql = postgres(adminUrl(ours.tenant.database.name), { max: 1 });
    await expect(
      sql`insert into loans (tenant_id, copy_id, lent_to, since) values (${ours.tenant.id}, ${copyId}, 'x', '2026-01-01')`.catch(
        (error) => Promise.reject(error.code),
      ),
    ).rejects.toBe("23505");
    await sql.end();
  });

  test("are made and ended once, however often the request is sent", async () => {
    const { id, copyId } = await add();
    const loan = { ...LOAN, id: randomUUID(), copyId };
    await write((tx) => lendCopy(tx, loan));
    const { version } = await open(id);
    await write((tx) => lendCopy(tx, loan));
    expect((await open(id)).version).toBe(version);
    await back(loan.id);
    await back(loan.id, "2026-03-25");
    expect(await loansOf(id)).toEqual([{ ...loan, backOn: "2026-03-20" }]);
    // A late repetition of the first request lends nothing anew.
    await write((tx) => lendCopy(tx, loan));
    expect(await statusOf(id)).toBe("owned");
  });

  test("follow their days: due and back come no earlier than the day on which it went", async () => {
    const { copyId } = await add();
    await expect(lend(copyId, { due: "2026-02-28" })).rejects.toMatchObject({
      status: 400,
      fields: { due: expect.any(String) },
    });
    const { id } = await lend(copyId);
    await expect(back(id, "2026-02-28")).rejects.toMatchObject(refusal(400));
    await back(id, LOAN.since);
  });

  test("are changed, out or back, and say when somebody ended them meanwhile", async () => {
    const { id, copyId } = await add();
    const { id: loan } = await lend(copyId);
    const changed = { ...LOAN, lentTo: "Łucja", due: null, note: "" };
    await write((tx) => changeLoan(tx, { ...changed, id: loan, backOn: null }));
    expect(await loansOf(id)).toEqual([{ ...changed, id: loan, copyId, backOn: null }]);
    await back(loan);
    const late = write((tx) => changeLoan(tx, { ...changed, id: loan, backOn: null }));
    await expect(late).rejects.toMatchObject(refusal(409));
    await write((tx) => changeLoan(tx, { ...changed, id: loan, backOn: "2026-03-22" }));
    expect((await loansOf(id))[0]?.backOn).toBe("2026-03-22");
    expect(await statusOf(id)).toBe("owned");
  });

  test("leave a status alone that somebody gave the copy while it was out, and go on being out", async () => {
    const { id, copyId } = await add();
    const { id: loan } = await lend(copyId);
    const item = await open(id);
    const give = async (status: CopyStatus) => {
      const { draft: now, version } = await open(id);
      const copies = now.copies.map((copy) => ({ ...copy, status }));
      await editor().write((tx) => saveDraft(tx, id, { ...now, copies }, version));
    };
    expect(item.draft.copies[0]?.id).toBe(copyId);
    await give("sale");
    expect(await outHere()).toContain(loan);
    expect(await outHere({ due: "2026-04-01" })).toContain(loan);
    // What is sold is not waited for, and still can be ended.
    await give("sold");
    expect(await outHere({ due: "2026-04-01" })).not.toContain(loan);
    expect(await outHere()).toContain(loan);
    await back(loan);
    expect(await statusOf(id)).toBe("sold");
    await expect(lend(copyId)).rejects.toMatchObject(refusal(409));
  });

  test("go with an item into the trash and come back with it; nothing is lent or given back there", async () => {
    const { id, copyId } = await add();
    const { id: loan } = await lend(copyId);
    await write((tx) => trashItem(tx, id));
    expect(await outHere()).not.toContain(loan);
    await expect(back(loan)).rejects.toMatchObject(refusal(404));
    await write((tx) => restoreItem(tx, id));
    expect(await outHere()).toContain(loan);
  });

  test("stay with their copy: a duplicate is in the collection and was never lent", async () => {
    const { id, copyId } = await add();
    await back((await lend(copyId)).id);
    await lend(copyId);
    const as = randomUUID();
    const original = await open(id);
    await write((tx) => insertDuplicate(tx, original, as, []));
    expect(await statusOf(as)).toBe("owned");
    expect(await loansOf(as)).toEqual([]);
    expect(await loansOf(id)).toHaveLength(2);
  });

  test("are listed by what is due first, what has no day last, and counted before a day", async () => {
    const count = () => editor().read((tx) => countLoansOut(tx, "2026-04-02"));
    const before = await count();
    const [late, none, first] = [await add(), await add(), await add()];
    const endless = { ...LOAN, due: null, id: none.id, copyId: none.copyId };
    await write((tx) => lendCopy(tx, endless));
    const ids = {
      late: (await lend(late.copyId, { due: "2026-05-01" })).id,
      none: endless.id,
      first: (await lend(first.copyId, { due: "2026-04-01" })).id,
    };
    const order = (await outHere()).filter((id) => Object.values(ids).includes(id));
    expect(order).toEqual([ids.first, ids.late, ids.none]);
    expect(await outHere({ due: "2026-04-30" })).toContain(ids.first);
    expect(await outHere({ due: "2026-04-30" })).not.toContain(ids.late);
    expect(await count()).toEqual({ all: before.all + 3, overdue: before.overdue + 1 });
    const [{ length }, unknown] = [await outHere(), await editor().read(countLentToNobody)];
    await add({ status: "lent" });
    expect(await editor().read(countLentToNobody)).toBe(unknown + 1);
    expect(await outHere()).toHaveLength(length);
  });

  test("are not found on another site, and theirs not here", async () => {
    const { theirs } = twins();
    const { copyId } = await add();
    const { id } = await lend(copyId);
    const there = <T>(work: (tx: WriteTx) => Promise<T>) => theirs.as("owner").write(work);
    await expect(
      there((tx) => lendCopy(tx, { ...LOAN, id: randomUUID(), copyId })),
    ).rejects.toMatchObject(refusal(404));
    await expect(there((tx) => giveBack(tx, { id, backOn: "2026-03-20" }))).rejects.toMatchObject(
      refusal(404),
    );
    await expect(
      there((tx) => changeLoan(tx, { ...LOAN, id, backOn: null })),
    ).rejects.toMatchObject(refusal(404));
    expect(await theirs.as("owner").read((tx) => listLoansOut(tx))).toEqual([]);
    expect(
      await twins()
        .ours.as("visitor")
        .read((tx) => listLoansOut(tx)),
    ).toEqual([]);
  });

  test("are taken back with the status, and brought back with a copy that was removed", async () => {
    const { id, copyId } = await add({ status: "sale" });
    const { id: loan, changeSet } = await lend(copyId);
    await undo(changeSet);
    expect([await statusOf(id), await loansOf(id)]).toEqual(["sale", []]);
    const { id: second } = await lend(copyId);
    expect(second).not.toBe(loan);
    await undo(await back(second));
    expect(await statusOf(id)).toBe("lent");
    expect(await outHere()).toContain(second);
    const { draft: now, version } = await open(id);
    const removed = await write((tx) => saveDraft(tx, id, { ...now, copies: [] }, version));
    expect(await outHere()).not.toContain(second);
    await undo(removed);
    expect(await loansOf(id)).toEqual([{ ...LOAN, id: second, copyId, backOn: null }]);
  });

  test("that would make a second one of a copy are told before an undo and stay as they are", async () => {
    const { id, copyId } = await add();
    const { id: first } = await lend(copyId);
    const ended = await back(first);
    const { id: second } = await lend(copyId, { since: "2026-05-01", due: "2026-06-01" });
    const plan = await editor().read((tx) => planUndo(tx, ended));
    expect(plan).toMatchObject({
      clear: 0,
      leftAlone: 1,
      first: [{ thing: id, tableName: "loans", standing: "taken", detail: "copy_id" }],
    });
    await undo(ended, "all");
    expect((await loansOf(id)).map((one) => [one.id, one.backOn])).toEqual([
      [second, null],
      [first, "2026-03-20"],
    ]);
    // A loan that was removed by an undo comes back only while no other is out.
    await back(second, "2026-05-02");
    await undo(ended, "all");
    expect((await loansOf(id)).find((one) => one.id === first)?.backOn).toBeNull();
  });
});

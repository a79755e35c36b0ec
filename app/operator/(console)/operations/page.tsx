import type { Metadata } from "next";
import { numberInWords } from "@/components/operator/figures";
import { WorkTable } from "@/components/operator/work-table";
import { platform } from "@/db/platform/door";
import { listWork } from "@/db/platform/queries/console-work";
import { countWork } from "@/db/platform/queries/console-work-news";
import { operatorVisit } from "@/server/operator/visit";
import { Live } from "../live";

export const metadata: Metadata = { title: "Operations" };

/** Work that outlives a request: what runs, what failed, what ended. */
export default async function Operations() {
  await operatorVisit();
  const now = new Date();
  const [open, failed, ended, counts] = await platform.read((tx) =>
    Promise.all([
      listWork(tx, ["waiting", "running"]),
      listWork(tx, ["failed"], 50),
      listWork(tx, ["succeeded"], 30, true),
      countWork(tx),
    ]),
  );
  return (
    <>
      <div className="op-head">
        <h1>Operations</h1>
        <p className="op-sum">
          {numberInWords(counts.running)} under way, {numberInWords(counts.later)} wait for their
          time, {numberInWords(counts.failed)} failed.
        </p>
      </div>
      <section className="op-group">
        <h2>Under way and waiting</h2>
        {open.length > 0 ? (
          <WorkTable work={open} now={now} withTenant />
        ) : (
          <p className="op-empty">Nothing runs and nothing waits.</p>
        )}
      </section>
      <section className="op-group">
        <h2>Failed</h2>
        {failed.length > 0 ? (
          <WorkTable work={failed} now={now} withTenant />
        ) : (
          <p className="op-empty">Nothing failed.</p>
        )}
      </section>
      <section className="op-group">
        <h2>Ordered and done lately</h2>
        {ended.length > 0 ? (
          <WorkTable work={ended} now={now} withTenant />
        ) : (
          <p className="op-empty">Nothing that somebody ordered was done yet.</p>
        )}
      </section>
      <Live on={counts.running > 0} />
    </>
  );
}

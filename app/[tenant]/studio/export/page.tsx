import type { Metadata } from "next";
import { EXPORT_DAYS } from "@/base/archive-days";
import { log } from "@/base/log";
import { ButtonLink } from "@/components/ui/button";
import { memberVisit } from "@/server/access";
import type { RetainedArchive } from "@/server/life/archives";
import { listBackups } from "@/server/life/backups";
import { findLastOrder, listExports } from "@/server/life/exports";
import { Backups } from "./backups";
import { Packing } from "./packing";
import { dayInWords, momentInWords, sizeInWords } from "./words";
import "./export.css";

export const metadata: Metadata = { title: "Take it with you" };

/** Everything the site has as one file, and what is kept of it each night. */
export default async function Export() {
  const { scope } = await memberVisit("owner");
  const { tenant } = scope;
  const [exports, last, backups] = await Promise.all([
    listExports(tenant),
    findLastOrder(tenant, "export"),
    listBackups(tenant).catch((error: unknown) => {
      log.error({ err: error, tenant: tenant.id }, "backups not listed");
      return null;
    }),
  ]);
  const underWay = last?.state === "waiting" || last?.state === "running" ? last : null;
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Take it with you</h1>
          <p className="st-sub">Your whole site as one zip file, whenever you like.</p>
        </div>
      </div>
      <section className="st-block" aria-labelledby="in-it">
        <h2 id="in-it">What is in it</h2>
        <ul className="export-parts">
          <li>
            <strong>Every item, copy, tag and story</strong>, as tables for a spreadsheet and as
            exact JSON Lines.
          </li>
          <li>
            <strong>Every photo and logo</strong>, in each size that the site shows.
          </li>
          <li>
            <strong>The skin</strong> with all its earlier versions, and the name of the site.
          </li>
          <li>
            <strong>The members</strong> with their e-mail addresses. Keep the file where only you
            can read it.
          </li>
          <li>
            <strong>A list of checksums</strong>, so that a changed byte is noticed.
          </li>
        </ul>
        <p className="st-sub export-text">
          Who is signed in is not in it. The same zip makes the same site again on any Swingtag.
        </p>
        <div className="st-after">
          <Packing
            again={exports.length > 0}
            now={underWay && { step: underWay.step, done: underWay.done, total: underWay.total }}
          />
          {last?.state === "failed" && (
            <p className="export-problem" role="alert">
              The last try did not end well: {last.error}
            </p>
          )}
        </div>
      </section>
      {exports.length > 0 && (
        <section className="st-block" aria-labelledby="packed">
          <h2 id="packed">Ready to download</h2>
          <ul className="export-rows">
            {exports.map((one) => (
              <Ready key={one.name} export={one} />
            ))}
          </ul>
          <p className="st-sub export-note">
            Each stays for {EXPORT_DAYS} days. A download that breaks off goes on where it stopped.
          </p>
        </section>
      )}
      <section className="st-block" aria-labelledby="nightly">
        <h2 id="nightly">Nightly backups</h2>
        <Backups backups={backups} />
      </section>
    </div>
  );
}

function Ready({ export: { name, at, bytes, until } }: { readonly export: RetainedArchive }) {
  return (
    <li className="export-row">
      <div>
        <p className="export-when">{momentInWords(at)}</p>
        <p className="st-sub st-num">
          {sizeInWords(bytes)}, here until {dayInWords(until)}
        </p>
      </div>
      <ButtonLink href={`/studio/export/download/${name}`} download>
        Download <span className="visually-hidden">the zip of {momentInWords(at)}</span>
      </ButtonLink>
    </li>
  );
}

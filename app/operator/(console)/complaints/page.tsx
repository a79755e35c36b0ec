import type { Metadata } from "next";
import { Moment } from "@/components/operator/figures";
import { Stored } from "@/components/operator/stored";
import { platform } from "@/db/platform/door";
import { type Complaint, listComplaints } from "@/db/platform/queries/complaints";
import { operatorVisit } from "@/server/operator/visit";
import { DecideForm, UnblockForm } from "./complaint-forms";
import "@/components/operator/tenant.css";

export const metadata: Metadata = { title: "Complaints" };

/** The messages that owners have reported, each with what they say of it. Nothing else of their sites stands here. */
export default async function Complaints() {
  await operatorVisit();
  const all = await platform.read((tx) => listComplaints(tx));
  const waiting = all.filter(({ decision }) => decision === null);
  const decided = all.filter(({ decision }) => decision !== null);
  return (
    <>
      <div className="op-head">
        <h1>Complaints</h1>
        <p className="op-sum">
          Messages of visitors that owners have reported. The sender’s address stays with the site;
          whoever is blocked is known by a hash of it.
        </p>
      </div>
      {waiting.length === 0 && <p className="op-empty">None waits for a decision.</p>}
      {waiting.map((one) => (
        <section className="op-group" key={one.id} aria-labelledby={one.id}>
          <h2 id={one.id}>
            <Stored text={one.senderName || "A visitor"} most={80} />
          </h2>
          <Told complaint={one} />
          <DecideForm complaint={one.id} />
        </section>
      ))}
      {decided.length > 0 && (
        <section className="op-group">
          <h2>Decided</h2>
          {decided.map((one) => (
            <section key={one.id} aria-labelledby={one.id}>
              <h3 id={one.id}>
                <Stored text={one.senderName || "A visitor"} most={80} />
              </h3>
              <Told complaint={one} />
              {one.isBlocked && <UnblockForm complaint={one.id} />}
            </section>
          ))}
        </section>
      )}
    </>
  );
}

function Told({ complaint }: { readonly complaint: Complaint }) {
  const { tenantId, slug, at, about, text, writtenAt, evidence, sites, isBlocked } = complaint;
  const { decision, decidedAt, reason } = complaint;
  return (
    <dl className="op-facts">
      <div>
        <dt>Site</dt>
        <dd>
          <a className="op-link" href={`/tenants/${tenantId}`}>
            <Stored text={slug} most={40} />
          </a>
          , <Moment at={at} />
        </dd>
      </div>
      <div>
        <dt>Written</dt>
        <dd>
          <Moment at={writtenAt} />
          {about && (
            <>
              , about <Stored text={about} most={200} />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Message</dt>
        <dd>
          <Stored text={text} most={4000} />
        </dd>
      </div>
      <div>
        <dt>The owner says</dt>
        <dd>
          <Stored text={evidence} most={2000} />
        </dd>
      </div>
      <div>
        <dt>Sender</dt>
        <dd>
          Reported by {sites === 1 ? "this site alone" : `${sites} sites`}
          {isBlocked ? ", blocked on every site" : ""}
        </dd>
      </div>
      {decision && decidedAt && (
        <div>
          <dt>{decision === "blocked" ? "Blocked" : "Left at that"}</dt>
          <dd>
            <Stored text={reason} most={500} />, <Moment at={decidedAt} />
          </dd>
        </div>
      )}
    </dl>
  );
}

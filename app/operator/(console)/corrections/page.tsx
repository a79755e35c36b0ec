import type { Metadata } from "next";
import { Moment } from "@/components/operator/figures";
import { Stored } from "@/components/operator/stored";
import { platform } from "@/db/platform/door";
import { listCorrections, type SentCorrection } from "@/db/platform/queries/corrections";
import { operatorVisit } from "@/server/operator/visit";
import { DecideForm } from "./decide-form";
import "@/components/operator/tenant.css";

export const metadata: Metadata = { title: "Corrections" };

/** What owners sent about the catalogue, with their evidence. Nothing of it changes the catalogue by itself. */
export default async function Corrections() {
  await operatorVisit();
  const all = await platform.read((tx) => listCorrections(tx));
  const waiting = all.filter(({ decision }) => decision === null);
  const decided = all.filter(({ decision }) => decision !== null);
  return (
    <>
      <div className="op-head">
        <h1>Corrections</h1>
        <p className="op-sum">
          What owners say that the catalogue has wrong. What is taken over comes into the lists of
          the next pack by hand, with its sources.
        </p>
      </div>
      {waiting.length === 0 && <p className="op-empty">None waits for a decision.</p>}
      {waiting.map((one) => (
        <section className="op-group" key={one.id} aria-labelledby={one.id}>
          <h2 id={one.id}>
            <Stored text={one.about} most={200} />
          </h2>
          <Sent sent={one} />
          <DecideForm correction={one.id} />
        </section>
      ))}
      {decided.length > 0 && (
        <section className="op-group">
          <h2>Decided</h2>
          {decided.map((one) => (
            <section key={one.id} aria-labelledby={one.id}>
              <h3 id={one.id}>
                <Stored text={one.about} most={200} />
              </h3>
              <Sent sent={one} />
            </section>
          ))}
        </section>
      )}
    </>
  );
}

function Sent({ sent }: { readonly sent: SentCorrection }) {
  const { decision } = sent;
  return (
    <dl className="op-facts">
      <div>
        <dt>Site</dt>
        <dd>
          <a className="op-link" href={`/tenants/${sent.tenantId}`}>
            <Stored text={sent.slug || "unnamed"} most={40} />
          </a>
          , <Moment at={sent.at} />
        </dd>
      </div>
      <div>
        <dt>Entry</dt>
        <dd>
          <Stored text={sent.entry} most={200} />, release {sent.release}
        </dd>
      </div>
      <div>
        <dt>It says</dt>
        <dd>{sent.says ? <Stored text={sent.says} most={200} /> : "nothing"}</dd>
      </div>
      <div>
        <dt>Right is</dt>
        <dd>
          <Stored text={sent.right} most={200} />
        </dd>
      </div>
      <div>
        <dt>Evidence</dt>
        <dd>
          <Stored text={sent.evidence} most={2000} />
        </dd>
      </div>
      {decision && (
        <div>
          <dt>{decision.taken ? "Taken over" : "Declined"}</dt>
          <dd>
            <Stored text={decision.reason} most={500} />, <Moment at={decision.at} />
          </dd>
        </div>
      )}
    </dl>
  );
}

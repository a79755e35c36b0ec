import { addressOf } from "@/base/env";
import type { Standing } from "@/server/life/link";
import { ReturnForm } from "./return-form";

/** What came of a return. */
export function Told(props: {
  readonly standing: Standing;
  readonly host: string;
  readonly token: string;
}) {
  const { standing, host, token } = props;
  switch (standing.kind) {
    case "waits":
      return (
        <>
          <h1>{standing.slug} is gone, and can come back</h1>
          <p>
            Nobody sees {host} any more and everyone is signed out. Its items, its photos and its
            members lie untouched until {DAY.format(standing.purgeAt)}. After that day they are
            removed for good.
          </p>
          <p>This address brings all of it back. It is in your mail, too.</p>
          <ReturnForm token={token} host={host} />
        </>
      );
    case "here":
      return (
        <>
          <h1>{standing.slug} is here</h1>
          <p>
            Nothing was removed.{" "}
            <a href={addressOf(standing.slug, "/sign-in")}>Sign in at {host}</a>.
          </p>
        </>
      );
    case "removing":
      return (
        <>
          <h1>{standing.slug} is being removed</h1>
          <p>Its 30 days are over. A signed certificate of what was removed comes by mail.</p>
        </>
      );
    case "removed":
      return (
        <>
          <h1>{standing.slug} was removed for good</h1>
          <p>
            Its 30 days were over.{" "}
            <a href={`/certificates/${standing.certificateId}`}>The certificate</a> says what was
            removed, and what backups hold until when.
          </p>
        </>
      );
  }
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

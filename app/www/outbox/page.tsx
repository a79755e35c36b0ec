import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Frame } from "@/components/www/frame";
import { readOutbox } from "@/server/mail/post";
import { linked } from "../linked";

export const metadata: Metadata = { title: "Outbox of the demo", robots: { index: false } };

const MOMENT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "medium",
  timeZone: "UTC",
});

/** The mail that the demo would have sent. Outside the demo there is no such page. */
export default async function OutboxPage() {
  const mails = await readOutbox();
  if (!mails) notFound();
  return (
    <Frame plain outboxHref={null}>
      <h1>Outbox of the demo</h1>
      <p>Nothing leaves this machine. What would have been mailed is kept here, newest first.</p>
      {mails.length === 0 && (
        <p className="answer">
          No mail yet. <a href="/">Sign up</a> or sign in on a site, then come back.
        </p>
      )}
      <ol className="mails">
        {mails.map((mail) => (
          <li key={mail.id} className="mail">
            <h2>{mail.subject}</h2>
            <p className="mail-line">
              To {mail.to},{" "}
              <time dateTime={mail.sentAt}>{MOMENT.format(new Date(mail.sentAt))}</time>, UTC
            </p>
            <p className="mail-text">
              {linked(mail.text).map((stretch) =>
                stretch.isLink ? (
                  <a key={stretch.at} href={stretch.text}>
                    {stretch.text}
                  </a>
                ) : (
                  stretch.text
                ),
              )}
            </p>
          </li>
        ))}
      </ol>
    </Frame>
  );
}

import type { Metadata } from "next";
import { Frame } from "@/components/www/frame";
import { outboxHref } from "../demo";

export const metadata: Metadata = {
  title: "Privacy",
  description: "What Swingtag keeps, where it lies and who can see it.",
};

/** What is kept, in plain words; each sentence is true of the code as it stands. */
export default function PrivacyPage() {
  return (
    <Frame plain outboxHref={outboxHref()}>
      <h1>What is kept</h1>
      <dl className="kept">
        <div>
          <dt>Cookies</dt>
          <dd>
            One that lasts, when you sign in, for your own site and no other; while you sign in, the
            form sets helpers of its own. Reading sets none. There is no tracking and no analytics,
            and nothing is loaded from anyone else’s servers.
          </dd>
        </div>
        <div>
          <dt>Your e-mail address</dt>
          <dd>
            On your own site, as you wrote it, because sign-in links are sent there. Outside it, for
            “find my site” and for limits, as a keyed hash that leads nowhere without a secret.
            There is no password to keep. While a database of your own is being made, the address
            waits encrypted; a day later that note is deleted.
          </dd>
        </div>
        <div>
          <dt>What you enter</dt>
          <dd>
            In a database that sites share, each row marked with its site and guarded by row-level
            security, or in a database of your own with a login that opens nothing else. Private
            animals are seen by members alone; unlisted ones by whoever has their address.
          </dd>
        </div>
        <div>
          <dt>What you write to a site’s owner</dt>
          <dd>
            Your message with the name and address that you gave, in that site’s rows, for as long
            as its owner chose: 30 to 365 days. The owners get it by mail. If they report it, the
            people who run Swingtag read the message, without your address.
          </dd>
        </div>
        <div>
          <dt>Your photographs</dt>
          <dd>
            Re-encoded on arrival. What a camera writes along, the place included, is dropped. They
            are stored under a prefix that belongs to your site.
          </dd>
        </div>
        <div>
          <dt>Network addresses</dt>
          <dd>
            As a keyed hash in short-lived counters, so that nobody can try names or links without
            end. The log of requests holds none.
          </dd>
        </div>
        <div>
          <dt>Leaving</dt>
          <dd>
            Your studio exports everything in one file. A site you remove can be brought back for 30
            days; then its rows, its photographs and its database, if it has one, are gone.
          </dd>
        </div>
      </dl>
      <p>Swingtag is not affiliated with Ty Inc.</p>
    </Frame>
  );
}

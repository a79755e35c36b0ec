import type { Metadata } from "next";
import { addressOf } from "@/base/env";
import { directory } from "@/db/platform/directory";
import { listFormerNames } from "@/db/platform/queries/names";
import { listMembers } from "@/db/tenant/queries/members";
import { getMessageTerms } from "@/db/tenant/queries/messages";
import { countSite } from "@/db/tenant/queries/numbers";
import { getLanguage, getSite, getTagPages } from "@/db/tenant/queries/site";
import { memberVisit } from "@/server/access";
import { RETURN_DAYS } from "@/server/life/return";
import { AddressForm } from "./address-form";
import { DeleteSite } from "./delete-site";
import { LanguageForm } from "./language-form";
import { MessagesForm } from "./messages-form";
import { NameForm } from "./name-form";
import { ReachForm } from "./reach-form";
import "./settings.css";
import { SignOutElsewhere } from "./sign-out-elsewhere";
import { TagPagesForm } from "./tag-pages-form";

export const metadata: Metadata = { title: "Settings" };

const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** What the site is called, where it answers, where its owner is signed in, and its end. */
export default async function Settings() {
  const { scope, member } = await memberVisit("owner");
  const { id, slug } = scope.tenant;
  const [[{ name, reaches }, counts, language, tagPages, terms, members], former] =
    await Promise.all([
      scope.read((tx) =>
        Promise.all([
          ...([getSite(tx), countSite(tx), getLanguage(tx), getTagPages(tx)] as const),
          ...([getMessageTerms(tx), listMembers(tx)] as const),
        ]),
      ),
      directory.read((tx) => listFormerNames(tx, id)),
    ]);
  const { host } = new URL(addressOf(slug));
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Settings</h1>
      </div>
      <NameForm name={name} />
      <LanguageForm language={language} />
      <section className="st-block" id="lists" aria-labelledby="lists-title">
        <h2 id="lists-title">Lists beside the shelf</h2>
        <ReachForm list="wants" reach={reaches.wants} />
        <ReachForm list="trades" reach={reaches.trades} />
      </section>
      <MessagesForm
        takes={terms.takes}
        days={terms.days}
        owners={members.filter(({ role }) => role === "owner").map(({ email }) => email)}
      />
      <TagPagesForm shown={tagPages} />
      <AddressForm
        name={slug}
        suffix={host.slice(slug.length)}
        former={former.map(({ slug, until }) => ({ slug, until: WHEN.format(until) }))}
      />
      <section className="st-block" aria-labelledby="signed-in">
        <h2 id="signed-in">Signed in</h2>
        <p className="st-sub">
          You are signed in as {member.email}. A browser stays signed in for 30 days.
        </p>
        <SignOutElsewhere />
      </section>
      <DeleteSite name={name} host={host} until={lastDay()} holdings={holdingsOf(counts)} />
    </div>
  );
}

/** The last day on which a site that is deleted now can be brought back. */
function lastDay(): string {
  return WHEN.format(new Date(Date.now() + RETURN_DAYS * 24 * 60 * 60 * 1000));
}

function holdingsOf({ items, photos }: { items: number; photos: number }): string {
  const all = [counted(items, "item"), counted(photos, "photo")].filter(Boolean);
  return all.length > 0 ? all.join(" and ") : "what there is";
}

function counted(count: number, one: string): string {
  if (count === 0) return "";
  return count === 1 ? `one ${one}` : `${count.toLocaleString("en")} ${one}s`;
}

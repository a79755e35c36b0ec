import { cookies } from "next/headers";
import { Suspense } from "react";
import { addressOf } from "@/base/env";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { STANDING_WORDS, STANDINGS, VISIBILITIES, VISIBILITY_WORDS } from "@/db/tenant/choices";
import { listIntakes } from "@/db/tenant/queries/intake/intakes";
import { listInvitations } from "@/db/tenant/queries/invitations";
import { countLentToNobody, countLoansOut, listLoansOut } from "@/db/tenant/queries/loans";
import { listMembers } from "@/db/tenant/queries/members";
import { countNewMessages } from "@/db/tenant/queries/messages";
import { countSite, type SiteNumbers } from "@/db/tenant/queries/numbers";
import { listShelf } from "@/db/tenant/queries/shelf";
import { getSite } from "@/db/tenant/queries/site";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { readShelfUrl } from "../(site)/shelf-url";
import { shelfItems } from "../(site)/shelf-view";
import { CopyAddress } from "./copy-address";
import { firstSteps, isGrown } from "./first-steps";
import { FirstSteps } from "./first-steps-list";
import { HomeCare } from "./home-care";
import { HomeLent } from "./home-lent";
import { ItemRows } from "./items/item-rows";
import { SHARED_COOKIE } from "./shared-cookie";
import { today } from "./zone";
import "./home.css";

const RECENT = 6;
/** The last day that a loan may be due. */
const ANY_DAY = "9999-12-31";

/** The studio's first page: what to do next, what there is, where it can be seen. */
export default async function StudioHome() {
  const { scope, member } = await memberVisit();
  const isOwner = member.role === "owner";
  const day = await today();
  const [[site, numbers, members, invitations, newest, due, lent, unknown, sheets, unread], jar] =
    await Promise.all([
      scope.read((tx) =>
        Promise.all([
          getSite(tx),
          countSite(tx),
          isOwner ? listMembers(tx) : [],
          isOwner ? listInvitations(tx) : [],
          listShelf(tx, { ...readShelfUrl({ sort: "newest" }), words: [] }),
          listLoansOut(tx, { due: ANY_DAY, limit: RECENT }),
          countLoansOut(tx, day),
          countLentToNobody(tx),
          isOwner ? listIntakes(tx) : [],
          countNewMessages(tx),
        ]),
      ),
      cookies(),
    ]);
  const now = {
    confirmed: scope.tenant.confirmed,
    skinNumber: site.skinNumber,
    numbers,
    imports: sheets.filter(({ added, changed }) => added + changed > 0).length,
    members: members.length,
    invitations: invitations.length,
    shared: jar.has(SHARED_COOKIE),
  };
  const mayEdit = mayActAs(member.role, "editor");
  const address = addressOf(scope.tenant.slug);
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>{site.name}</h1>
        {mayEdit && (
          <Link className={classOf("primary")} href="/studio/items/new">
            New item
          </Link>
        )}
      </div>
      {!scope.tenant.confirmed && (
        <p className="ui-notice st-notice-row" data-tone="warn">
          Only you see this site for now. It opens to everyone once you have followed the link in
          our mail to {member.email}.
        </p>
      )}
      {isOwner && !isGrown(now) && <FirstSteps steps={firstSteps(now)} email={member.email} />}
      {mayEdit && unread > 0 && (
        <p className="ui-notice st-notice-row">
          <Link className="st-link" href="/studio/messages">
            {unread === 1 ? "A new message" : `${unread.toLocaleString("en")} new messages`}
          </Link>{" "}
          from visitors
        </p>
      )}
      <HomeLent loans={due} out={lent.all} unknown={unknown} today={day} mayEdit={mayEdit} />
      <section className="st-block home-address" aria-labelledby="address">
        <div>
          <h2 id="address">Where it is</h2>
          <a className="st-link" href="/">
            {address.replace(/^https?:\/\//, "").replace(/\/$/, "")}
          </a>
        </div>
        <CopyAddress address={address} />
      </section>
      <section aria-labelledby="numbers">
        <h2 className="visually-hidden" id="numbers">
          In numbers
        </h2>
        <dl className="home-numbers">
          <Figure label="Items" value={numbers.items} href="/studio/items" />
          {VISIBILITIES.map((visibility) => (
            <Figure
              key={visibility}
              label={VISIBILITY_WORDS[visibility]}
              value={numbers[visibility]}
              href={`/studio/items?visibility=${visibility}`}
            />
          ))}
          <Figure label="Copies" value={numbers.copies} />
          <Figure label="Photos" value={numbers.photos} />
        </dl>
        <Standings numbers={numbers} />
        {numbers.copies > 0 && (
          <p className="home-more">
            <Link className="st-link" href="/studio/numbers">
              All in pictures
            </Link>
          </p>
        )}
      </section>
      {mayEdit && numbers.copies > 0 && (
        <Suspense>
          <HomeCare scope={scope} />
        </Suspense>
      )}
      {newest.length > 0 && (
        <section aria-labelledby="recent">
          <h2 className="st-title" id="recent">
            Newest
          </h2>
          <ItemRows rows={newest.slice(0, RECENT)} items={shelfItems(newest.slice(0, RECENT), 0)} />
        </section>
      )}
    </div>
  );
}

/** What is wanted, and the copies that are not just there; nothing where there are none. */
function Standings({ numbers }: { readonly numbers: SiteNumbers }) {
  const shown = STANDINGS.map((one) => ({
    one,
    value: one === "wanted" ? numbers.wanted : numbers.copiesBy[one],
  })).filter(({ one, value }) => one !== "owned" && value > 0);
  if (shown.length === 0) return null;
  return (
    <dl className="home-numbers home-standings">
      {shown.map(({ one, value }) => (
        <Figure
          key={one}
          label={STANDING_WORDS[one]}
          value={value}
          href={`/studio/items?status=${one}`}
        />
      ))}
    </dl>
  );
}

function Figure({ label, value, href }: { label: string; value: number; href?: string }) {
  return (
    <div className="home-figure">
      <dt>{href ? <Link href={href}>{label}</Link> : label}</dt>
      <dd className="st-num">{value.toLocaleString("en")}</dd>
    </div>
  );
}

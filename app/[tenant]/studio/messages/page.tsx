import type { Metadata } from "next";
import { itemPath } from "@/app/[tenant]/item-address";
import { UUID } from "@/base/uuid";
import { Link } from "@/components/ui/link";
import { directoryAbout } from "@/db/platform/directory";
import { listComplaintsOf } from "@/db/platform/queries/complaints";
import {
  type BlockedSender,
  countNewMessages,
  getMessageTerms,
  listBlockedSenders,
  listMessages,
  MESSAGE_PAGE,
  type MessageSeen,
} from "@/db/tenant/queries/messages";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { dayInWords, momentInWords } from "../export/words";
import { MarkRead, MessageActs, Unblock } from "./message-acts";
import "./messages.css";

export const metadata: Metadata = { title: "Messages" };

interface Props {
  readonly searchParams: Promise<{ before?: string | string[] }>;
}

/** What visitors wrote to the owners, newest first. No address of theirs stands here: it comes with the mail. */
export default async function Messages({ searchParams }: Props) {
  const { scope, member } = await memberVisit("editor");
  const { before } = await searchParams;
  const after = typeof before === "string" && UUID.test(before) ? before : null;
  const { id } = scope.tenant;
  const mayOwn = mayActAs(member.role, "owner");
  const [[terms, messages, unread, blocked], complaints] = await Promise.all([
    scope.read((tx) =>
      Promise.all([
        getMessageTerms(tx),
        listMessages(tx, after),
        countNewMessages(tx),
        listBlockedSenders(tx),
      ]),
    ),
    directoryAbout(id).read((tx) => listComplaintsOf(tx, id)),
  ]);
  const decided = new Map(complaints.map((one) => [one.id, one.decision]));
  const [first, last] = [messages[0], messages.at(-1)];
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Messages</h1>
          <p className="st-sub">
            What visitors wrote to the owners. Each is mailed to them too; answer the mail to
            answer. Kept for {terms.days} days.
          </p>
        </div>
        {unread > 0 && first && after === null && <MarkRead upTo={first.id} count={unread} />}
      </div>
      {!terms.takes && <Closed mayOwn={mayOwn} />}
      {messages.length === 0 && terms.takes && (
        <p className="st-block">
          {after ? "No more." : "Nobody has written yet. Your items and lists lead to the form."}
        </p>
      )}
      {messages.length > 0 && (
        <ul className="msg-list">
          {messages.map((message) => (
            <li className="st-block msg" key={message.id}>
              <One message={message} decision={decided.get(message.id)} mayOwn={mayOwn} />
            </li>
          ))}
        </ul>
      )}
      {last && messages.length === MESSAGE_PAGE && (
        <p>
          <Link className="st-link" href={`/studio/messages?before=${last.id}`}>
            Earlier ones
          </Link>
        </p>
      )}
      {blocked.length > 0 && <Blocked all={blocked} mayOwn={mayOwn} />}
    </div>
  );
}

function Closed({ mayOwn }: { readonly mayOwn: boolean }) {
  return (
    <p className="st-block">
      Your site takes no messages.{" "}
      {mayOwn ? (
        <Link className="st-link" href="/studio/settings#messages">
          Let visitors write to you
        </Link>
      ) : (
        "An owner can let visitors write."
      )}
    </p>
  );
}

function One(props: {
  readonly message: MessageSeen;
  readonly decision: "blocked" | "left" | null | undefined;
  readonly mayOwn: boolean;
}) {
  const { message, decision, mayOwn } = props;
  const { id, senderName, about, slug, text, createdAt, readAt, unmailed, reportedAt } = message;
  const who = senderName || "A visitor";
  return (
    <article aria-labelledby={`from-${id}`}>
      <h2 className="msg-head" id={`from-${id}`}>
        <bdi>{who}</bdi>
        {about && (
          <>
            {" about "}
            {slug ? (
              <a className="st-link" href={itemPath(slug)}>
                <bdi>{about}</bdi>
              </a>
            ) : (
              <bdi>{about}</bdi>
            )}
          </>
        )}
        {readAt === null && <span className="msg-new">New</span>}
      </h2>
      <p className="st-sub st-num">
        {[momentInWords(createdAt), mailedInWords(message)].filter(Boolean).join(". ")}
      </p>
      <p className="msg-text" dir="auto">
        {text}
      </p>
      {(reportedAt || message.isBlocked) && (
        <p className="st-sub">
          {[
            reportedAt ? reportInWords(decision) : null,
            message.isBlocked ? "You take no more from this sender." : null,
          ]
            .filter(Boolean)
            .join(" ")}
        </p>
      )}
      <MessageActs
        id={id}
        who={who}
        mayOwn={mayOwn}
        canMail={unmailed !== ""}
        canReport={reportedAt === null}
        canBlock={!message.isBlocked}
      />
    </article>
  );
}

function mailedInWords({ mailedAt, unmailed }: MessageSeen): string {
  if (unmailed) return `Not mailed: ${unmailed}`;
  return mailedAt ? "" : "Not mailed yet";
}

function reportInWords(decision: "blocked" | "left" | null | undefined): string {
  if (decision === "blocked") return "Reported: its sender can write to no site any more.";
  if (decision === "left") return "Reported: the people who run Swingtag left it at that.";
  return "Reported to the people who run Swingtag.";
}

function Blocked(props: { readonly all: readonly BlockedSender[]; readonly mayOwn: boolean }) {
  const { all, mayOwn } = props;
  return (
    <section className="st-block" aria-labelledby="blocked">
      <h2 id="blocked">Senders you have blocked</h2>
      <p className="st-sub">They are told that a message was sent; it is not kept.</p>
      <ul className="msg-blocked">
        {all.map(({ id, name, createdAt }) => (
          <li key={id}>
            <span>
              <bdi>{name || "A visitor"}</bdi>{" "}
              <span className="st-sub">since {dayInWords(createdAt)}</span>
            </span>
            {mayOwn && <Unblock id={id} name={name || "a visitor"} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

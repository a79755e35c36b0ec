import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { LONGEST_ABOUT } from "../message";
import { blockedSenders, messages } from "../message-schema";
import { items, site } from "../schema";
import { askable } from "./text";

/** What a visitor wrote, as it is stored. */
export type Message = Omit<typeof messages.$inferSelect, "tenantId">;

/** What members read of a message: no address, which its mail alone tells. */
export interface MessageSeen extends Omit<Message, "itemId" | "senderEmail" | "senderDigest"> {
  /** Where the item stands now; null where it is about none, or about one that is gone. */
  readonly slug: string | null;
  readonly isBlocked: boolean;
}

/** Whose messages the site takes no more. */
export interface BlockedSender {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** How many messages a page of the room shows. */
export const MESSAGE_PAGE = 50;

/** What the site says of messages: whether it takes any, and how long it keeps them. */
export async function getMessageTerms(
  tx: ReadTx,
): Promise<{ readonly takes: boolean; readonly days: number }> {
  const [row] = await tx.select({ takes: site.takesMessages, days: site.messageDays }).from(site);
  if (!row) throw new Error("This tenant has no site.");
  return row;
}

/** Says whether the site takes messages, and how many days it keeps them. */
export async function setMessageTerms(
  tx: WriteTx,
  { takes, days }: { readonly takes: boolean; readonly days: number },
): Promise<void> {
  await tx.update(site).set({ takesMessages: takes, messageDays: days });
}

/** The item that somebody would write about, if whoever asks may see it, or null. */
export async function findWrittenAbout(
  tx: ReadTx,
  slug: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const [row] = await tx
    .select({ id: items.id, name: items.name, variant: items.variant })
    .from(items)
    .where(and(eq(items.slug, askable(slug)), isNull(items.trashedAt)));
  if (!row) return null;
  const name = [row.name, row.variant].filter(Boolean).join(", ");
  return { id: row.id, name: [...name].slice(0, LONGEST_ABOUT / 2).join("") };
}

/** Leaves a message. One with the same id is the same message, and stays as it is. */
export async function leaveMessage(
  tx: WriteTx,
  message: Pick<
    Message,
    "id" | "itemId" | "about" | "senderName" | "senderEmail" | "senderDigest" | "text"
  >,
): Promise<void> {
  await tx.insert(messages).values(message).onConflictDoNothing();
}

/** The messages of the site, newest first, a page of them. @param before the id of the last one on the page before */
export async function listMessages(tx: ReadTx, before: string | null): Promise<MessageSeen[]> {
  const { tenantId: _, itemId: _item, senderEmail: _email, senderDigest, ...shown } = COLUMNS;
  return tx
    .select({
      ...shown,
      slug: items.slug,
      isBlocked: sql<boolean>`${sql`exists (select from ${blockedSenders} where ${blockedSenders.digest} = ${senderDigest})`}`,
    })
    .from(messages)
    .leftJoin(items, and(eq(items.id, messages.itemId), isNull(items.trashedAt)))
    .where(
      before === null
        ? undefined
        : sql`(${messages.createdAt}, ${messages.id}) < (select m.created_at, m.id from messages m where m.id = ${before})`,
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(MESSAGE_PAGE);
}

const COLUMNS = {
  tenantId: messages.tenantId,
  id: messages.id,
  itemId: messages.itemId,
  about: messages.about,
  senderName: messages.senderName,
  senderEmail: messages.senderEmail,
  senderDigest: messages.senderDigest,
  text: messages.text,
  createdAt: messages.createdAt,
  mailedAt: messages.mailedAt,
  unmailed: messages.unmailed,
  readAt: messages.readAt,
  reportedAt: messages.reportedAt,
};

/** One message whole, with the address; null where there is none. For mailing and reporting it. */
export async function findMessage(tx: ReadTx, id: string): Promise<Message | null> {
  const { tenantId: _, ...whole } = COLUMNS;
  const [row] = await tx.select(whole).from(messages).where(eq(messages.id, id));
  return row ?? null;
}

/** How many messages nobody has read. */
export async function countNewMessages(tx: ReadTx): Promise<number> {
  return tx.$count(messages, isNull(messages.readAt));
}

/** Notes that the messages up to this one were read. @throws Refusal (404) */
export async function readMessages(tx: WriteTx, upTo: string): Promise<void> {
  const last = await findMessage(tx, upTo);
  if (!last) throw gone();
  await tx
    .update(messages)
    .set({ readAt: sql`now()` })
    .where(
      and(
        isNull(messages.readAt),
        sql`(${messages.createdAt}, ${messages.id}) <= (select m.created_at, m.id from messages m where m.id = ${upTo})`,
      ),
    );
}

/** Notes that each owner was mailed; or why not, and that nobody tries any more. */
export async function settleMessage(
  tx: WriteTx,
  id: string,
  how: { readonly mailed: true } | { readonly unmailed: string },
): Promise<void> {
  await tx
    .update(messages)
    .set(
      "mailed" in how
        ? { mailedAt: sql`now()`, unmailed: "" }
        : { unmailed: [...how.unmailed].slice(0, 300).join("") },
    )
    .where(eq(messages.id, id));
}

/** Notes that operators have been shown the message. @throws Refusal (404) */
export async function noteReported(tx: WriteTx, id: string): Promise<void> {
  const [row] = await tx
    .update(messages)
    .set({ reportedAt: sql`coalesce(${messages.reportedAt}, now())` })
    .where(eq(messages.id, id))
    .returning({ id: messages.id });
  if (!row) throw gone();
}

/** Removes a message for good. @throws Refusal (404) */
export async function removeMessage(tx: WriteTx, id: string): Promise<void> {
  const [row] = await tx.delete(messages).where(eq(messages.id, id)).returning({ id: messages.id });
  if (!row) throw gone();
}

/** Takes no more messages from whoever wrote this one. @throws Refusal (404) */
export async function blockSender(tx: WriteTx, messageId: string): Promise<void> {
  const message = await findMessage(tx, messageId);
  if (!message) throw gone();
  await tx
    .insert(blockedSenders)
    .values({ digest: message.senderDigest, name: message.senderName })
    .onConflictDoNothing();
}

/** Takes messages from somebody again. @throws Refusal (404) */
export async function unblockSender(tx: WriteTx, id: string): Promise<void> {
  const [row] = await tx
    .delete(blockedSenders)
    .where(eq(blockedSenders.id, id))
    .returning({ id: blockedSenders.id });
  if (!row) throw new Refusal("This sender is not blocked.", { status: 404 });
}

/** Whom the site has blocked, the last first. */
export async function listBlockedSenders(tx: ReadTx): Promise<BlockedSender[]> {
  return tx
    .select({
      id: blockedSenders.id,
      name: blockedSenders.name,
      createdAt: blockedSenders.createdAt,
    })
    .from(blockedSenders)
    .orderBy(desc(blockedSenders.createdAt), desc(blockedSenders.id))
    .limit(500);
}

/** Whether the site takes no messages from an address, by its keyed hash. */
export async function isBlockedSender(tx: ReadTx, digest: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: blockedSenders.id })
    .from(blockedSenders)
    .where(eq(blockedSenders.digest, digest));
  return row !== undefined;
}

function gone(): Refusal {
  return new Refusal("This message is gone.", { status: 404 });
}

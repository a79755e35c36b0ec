import { randomUUID } from "node:crypto";
import { access, constants, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Mailer, Outgoing } from "@/server/mail";
import { checkedMail } from "@/server/mail/checked";

/** How many mails an outbox keeps; the oldest leave first. */
export const OUTBOX_KEEPS = 200;

export interface OutboxMail extends Outgoing {
  /** Names the mail within its outbox. */
  id: string;
  /** When it was sent: ISO 8601 in UTC. */
  sentAt: string;
}

/**
 * The demo's mailer: keeps each mail as a JSON file instead of sending it, so that the demo can show
 * it. The files hold sign-in links and are readable by this user alone; production never uses it.
 *
 * @param folder made when missing.
 */
export function outboxMailer(folder: string): Mailer {
  let latest = 0;
  return {
    async send(mail) {
      const { to, subject, text, html } = checkedMail(mail);
      // Two mails of one millisecond keep their order.
      latest = Math.max(Date.now(), latest + 1);
      const id = `${String(latest).padStart(15, "0")}-${randomUUID()}`;
      const sentAt = new Date(latest).toISOString();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(folder, id, JSON.stringify({ id, sentAt, to, subject, text, html }));
      for (const old of (await newestFirst(folder)).slice(OUTBOX_KEEPS)) {
        await rm(join(folder, old), { force: true });
      }
    },
    async check() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await access(folder, constants.W_OK);
    },
    close() {},
  };
}

/** The mails an outbox holds, newest first, at most 200; none where there is no outbox yet. */
export async function listOutbox(folder: string): Promise<OutboxMail[]> {
  const names = (await newestFirst(folder)).slice(0, OUTBOX_KEEPS);
  const mails = await Promise.all(names.map((name) => readMail(join(folder, name))));
  return mails.filter((mail) => mail !== null);
}

const FILE_NAME = /^\d{15}-[0-9a-f-]{36}\.json$/;

async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
  return names
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .reverse();
}

async function writeWhole(folder: string, id: string, content: string): Promise<void> {
  const partial = join(folder, `${id}.partial`);
  const file = await open(partial, "wx", 0o600);
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
  await rename(partial, join(folder, `${id}.json`));
}

const OutboxMailSchema = z.object({
  id: z.string(),
  sentAt: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});

// Null for a mail that left between the listing and the reading.
async function readMail(path: string): Promise<OutboxMail | null> {
  try {
    return OutboxMailSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Outgoing } from "@/server/mail";
import { OUTBOX_KEEPS } from "./outbox";
import { codeOf, newestFirst } from "./outbox-names";

export interface OutboxMail extends Outgoing {
  /** Names the mail within its outbox. */
  id: string;
  /** When it was sent: ISO 8601 in UTC. */
  sentAt: string;
}

/** The mails an outbox holds, newest first, at most 200; none where there is no outbox yet. */
export async function listOutbox(folder: string): Promise<OutboxMail[]> {
  const names = (await newestFirst(folder)).slice(0, OUTBOX_KEEPS);
  const mails = await Promise.all(names.map((name) => readMail(join(folder, name))));
  return mails.filter((mail) => mail !== null);
}

const OutboxMailSchema = z.object({
  id: z.string(),
  sentAt: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  replyTo: z.string().optional(),
  name: z.string().optional(),
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

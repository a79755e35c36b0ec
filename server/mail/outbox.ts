import { randomUUID } from "node:crypto";
import { access, constants, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Mailer } from "@/server/mail";
import { checkedMail } from "@/server/mail/checked";
import { newestFirst } from "./outbox-names";

/** How many mails an outbox keeps; the oldest leave first. */
export const OUTBOX_KEEPS = 200;

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
      const checked = checkedMail(mail);
      // Makes the times of two mails of the same millisecond differ, so that their order stays.
      latest = Math.max(Date.now(), latest + 1);
      const id = `${String(latest).padStart(15, "0")}-${randomUUID()}`;
      const sentAt = new Date(latest).toISOString();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(folder, id, JSON.stringify({ ...checked, id, sentAt }));
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

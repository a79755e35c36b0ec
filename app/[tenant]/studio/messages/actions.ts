"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { tooLong } from "@/base/values/too-long";
import { directoryAbout } from "@/db/platform/directory";
import { addComplaint } from "@/db/platform/queries/complaints";
import type { Scope } from "@/db/scope";
import { LONGEST_EVIDENCE } from "@/db/tenant/message";
import {
  blockSender,
  findMessage,
  type Message,
  noteReported,
  readMessages,
  removeMessage,
  settleMessage,
  unblockSender,
} from "@/db/tenant/queries/messages";
import { action } from "@/server/action";
import { orderMailing } from "@/server/messages/mailing";

const one = z.strictObject({ id: z.uuid("This message is gone.") });

/** Notes that the messages up to this one were read. */
export const markRead = action({
  name: "read messages",
  by: "editor",
  input: one,
  run: async ({ scope, input }) => {
    await scope.write((tx) => readMessages(tx, input.id));
  },
});

/** Removes a message for good. */
export const deleteMessage = action({
  name: "remove message",
  by: "editor",
  input: one,
  run: async ({ scope, input }) => {
    await scope.write((tx) => removeMessage(tx, input.id));
  },
});

/** Tries once more to mail a message that could not be. */
export const mailAgain = action({
  name: "mail message again",
  by: "owner",
  input: one,
  rate: { limit: 20, seconds: 3600 },
  run: async ({ scope, input }) => {
    const { unmailed } = await get(scope, input.id);
    if (!unmailed) throw new Refusal("It is on its way, or was mailed.", { status: 409 });
    await scope.write((tx) => settleMessage(tx, input.id, { unmailed: "" }));
    await orderMailing(scope.tenant, input.id, null);
  },
});

/** Shows one message to the operators, with what the owner says of it and nothing else of the site. */
export const reportMessage = action({
  name: "report message",
  by: "owner",
  input: z.strictObject({
    id: z.uuid("This message is gone."),
    evidence: z
      .string()
      .transform((text) => text.replaceAll("\0", "").trim())
      .pipe(
        z
          .string()
          .min(5, "Say in a few words what is wrong with it.")
          .max(LONGEST_EVIDENCE, {
            error: ({ input }) => tooLong(String(input), LONGEST_EVIDENCE),
          }),
      ),
  }),
  rate: { limit: 30, seconds: 3600 },
  run: async ({ scope, input }) => {
    const { id, senderDigest, senderName, about, text, createdAt } = await get(scope, input.id);
    const { id: tenantId, slug } = scope.tenant;
    await directoryAbout(tenantId).write((tx) =>
      addComplaint(tx, {
        ...{ id, tenantId, slug, senderName, about, text, evidence: input.evidence },
        ...{ emailHash: senderDigest, writtenAt: createdAt },
      }),
    );
    await scope.write((tx) => noteReported(tx, id));
  },
});

/** Takes no more messages from whoever wrote this one. */
export const block = action({
  name: "block sender",
  by: "owner",
  input: one,
  run: async ({ scope, input }) => {
    await scope.write((tx) => blockSender(tx, input.id));
  },
});

/** Takes messages from somebody again. */
export const unblock = action({
  name: "unblock sender",
  by: "owner",
  input: z.strictObject({ id: z.uuid("This sender is not blocked.") }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => unblockSender(tx, input.id));
  },
});

async function get(scope: Scope, id: string): Promise<Message> {
  const found = await scope.read((tx) => findMessage(tx, id));
  if (!found) throw new Refusal("This message is gone.", { status: 404 });
  return found;
}

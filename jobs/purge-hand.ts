import { z } from "zod";
import { decryptText } from "@/base/encryption";
import { platform } from "@/db/platform/door";
import { addCertificate, clearMemory } from "@/db/platform/queries/certificates";
import { certificateAddress } from "@/server/life/certificate";
import { printCertificate } from "@/server/life/certificate-print";
import { PURGE } from "@/server/life/return";
import { post } from "@/server/mail/post";
import { removedLetter } from "@/server/mail/removal";
import type { Work } from "./operation";
import type { PurgeOrder } from "./purge-begin";

/** Stores the certificate, mails it to the former owners, and then forgets their addresses. */
export async function hand(
  { operation, memory }: Work<PurgeOrder>,
  slug: string,
  certificate: { id: string; body: string; signature: string },
): Promise<void> {
  const tenantId = operation.tenantId ?? "";
  const kept = await platform.write((tx) => addCertificate(tx, { ...certificate, tenantId, slug }));
  const people = peopleOf(memory.people);
  const letter = removedLetter({
    site: people?.site ?? slug,
    url: certificateAddress(kept.id),
    text: printCertificate(kept),
  });
  for (const email of people?.emails ?? [])
    await post(email, letter, { requestId: operation.id, tenant: tenantId });
  await platform.write((tx) => clearMemory(tx, operation.id));
}

const PeopleSchema = z.object({ site: z.string(), emails: z.array(z.string()) });

function peopleOf(encrypted: unknown): z.infer<typeof PeopleSchema> | null {
  const text = typeof encrypted === "string" ? decryptText(PURGE, encrypted) : null;
  return text === null ? null : PeopleSchema.parse(JSON.parse(text));
}

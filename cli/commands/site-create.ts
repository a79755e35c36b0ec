import { addressOf } from "@/base/env";
import { normalEmail } from "@/base/tokens";
import { createTenant } from "@/server/life/birth";
import { isMailAddress } from "@/server/mail";
import { confirmLetter } from "@/server/mail/letters";
import { post } from "@/server/mail/post";
import type { PresetId } from "@/themes/skin";
import type { Answer, Context } from "../context";
import { usage } from "../exits";
import { follow } from "../operation";

/** `create`. */
export async function create(
  { terminal }: Context,
  typed: string,
  options: { email: string; preset: PresetId; own?: boolean; wait: boolean },
): Promise<Answer> {
  const name = typed.trim().toLowerCase();
  const email = normalEmail(options.email);
  if (!isMailAddress(email))
    throw usage(`No letter can be sent to ${options.email}. Give the owner's whole address.`);
  const placement = options.own ? "own" : "pool";
  const birth = await createTenant({ name, email, preset: options.preset, placement });
  const { id } = birth.tenant;
  const operation = birth.kind === "coming" ? birth.operationId : null;
  if (birth.kind === "born") {
    const url = addressOf(name, `/confirm?token=${birth.confirmation}`);
    await post(email, confirmLetter({ site: name, url }), { requestId: id, tenant: id });
  } else if (options.wait) await follow(birth.operationId, terminal);
  const open = operation === null || options.wait;
  const data = { id, name, address: addressOf(name), placement, open, operation };
  return {
    data,
    text: open
      ? `${addressOf(name)} is there. ${email} was mailed the link that opens it to visitors.\n`
      : `${addressOf(name)} is being made. See how far it is: npm run tenants -- operations ${operation}\n`,
  };
}

"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { type Outcome, publicAction } from "@/server/action";
import { type Certificate, isGenuine } from "@/server/life/certificate";
import { readCertificate } from "@/server/life/certificate-print";

export interface CheckState {
  readonly typed: string;
  readonly outcome: Outcome<Certificate & { readonly genuine: boolean }> | null;
}

/** Says whether a pasted certificate bears our signature. */
export async function checkCertificate(_before: CheckState, form: FormData): Promise<CheckState> {
  const typed = form.get("text");
  return {
    // Browsers send CRLF line ends in forms.
    typed: typeof typed === "string" ? typed.replaceAll("\r\n", "\n").slice(0, LONGEST) : "",
    outcome: await check(form),
  };
}

/** More than any certificate has, in characters. */
const LONGEST = 20_000;

const check = publicAction({
  name: "check certificate",
  on: "www",
  input: z.strictObject({
    text: z.string({ error: "Paste a certificate." }).max(LONGEST, "Paste the certificate alone."),
  }),
  rate: { limit: 120, seconds: 3600 },
  async run({ input }) {
    const certificate = readCertificate(input.text);
    if (!certificate)
      throw new Refusal(
        "There is no certificate in this. Paste all of it, from its title to the line of its signature.",
      );
    return { ...certificate, genuine: isGenuine(certificate) };
  },
});

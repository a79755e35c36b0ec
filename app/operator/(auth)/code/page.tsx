import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Qr } from "@/components/ui/qr";
import { codeForDemo } from "@/server/operator/demo";
import { secretToEnrol } from "@/server/operator/second-factor";
import { findOperatorVisit } from "@/server/operator/session";
import { otpAddress } from "@/server/operator/totp";
import { CodeForm } from "./code-form";

export const metadata: Metadata = { title: "Code" };

/** The second factor: set up the first time, asked for each time. */
export default async function Code() {
  const visit = await findOperatorVisit();
  if (!visit) redirect("/sign-in");
  if (visit.signedIn) redirect("/");
  const [secret, demo] = await Promise.all([secretToEnrol(visit), codeForDemo(visit.email)]);
  return (
    <>
      <h1>{secret ? "Set up your second factor" : "Your code"}</h1>
      {secret ? (
        <>
          <p>
            Scan this with an authenticator, or type the secret into it. It counts once a code of it
            was given here.
          </p>
          <Qr
            className="op-qr"
            border={3}
            text={otpAddress(visit.email, secret)}
            label="The secret as a QR code"
          />
          <p className="op-secret">{secret.match(/.{1,4}/g)?.join(" ")}</p>
        </>
      ) : (
        <p>Six digits from the authenticator of {visit.email}. Each code works once.</p>
      )}
      <CodeForm />
      {demo && (
        <p className="op-note">
          This is the demo, so here is what an authenticator would show when this page was made:{" "}
          <output className="op-mono">{demo}</output>
        </p>
      )}
    </>
  );
}

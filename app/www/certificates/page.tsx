import "@/components/www/certificate.css";
import type { Metadata } from "next";
import { Frame } from "@/components/www/frame";
import { publicKeyPem } from "@/server/life/certificate-keys";
import { outboxHref } from "../demo";
import { CheckForm } from "./check-form";

export const metadata: Metadata = {
  title: "Check a certificate",
  description: "Whether a certificate of removal bears Swingtag’s signature.",
};

/** Checks a certificate of removal, for anyone who was shown one. */
export default function CertificatesPage() {
  return (
    <Frame plain outboxHref={outboxHref()}>
      <h1>Check a certificate</h1>
      <p>
        When a site is removed for good, its owner gets a certificate: what was removed, and what
        backups hold until when. Paste one here, from its title to the line of its signature. If a
        letter of it was changed, the signature does not hold.
      </p>
      <CheckForm />
      <details className="certificate-key-about">
        <summary>Check it without us</summary>
        <p>
          The signature is Ed25519 over the text from the title to the line before the empty one
          above the signature, in UTF-8 with line feeds. It is written in base64url. This is the
          public key:
        </p>
        <pre className="certificate-key">{publicKeyPem()}</pre>
      </details>
    </Frame>
  );
}

import "@/components/www/certificate.css";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CertificatePaper } from "@/components/www/certificate";
import { Frame } from "@/components/www/frame";
import { isGenuine } from "@/server/life/certificate";
import { outboxHref } from "../../demo";
import { findShown } from "./shown";

export const metadata: Metadata = {
  title: "Certificate of removal",
  robots: { index: false, follow: false },
};

interface Props {
  readonly params: Promise<{ id: string }>;
}

/** A kept certificate, for whoever has its number, checked anew each time. */
export default async function CertificatePage({ params }: Props) {
  const { id } = await params;
  const certificate = await findShown(id);
  if (!certificate) notFound();
  return (
    <Frame plain outboxHref={outboxHref()}>
      <h1>{certificate.slug} was removed</h1>
      <CertificatePaper
        body={certificate.body}
        signature={certificate.signature}
        genuine={isGenuine(certificate)}
      />
      <p>
        <a href={`/certificates/${id}/text`}>Keep it as text</a>, and{" "}
        <a href="/certificates">check any copy of it</a> whenever you like.
      </p>
    </Frame>
  );
}

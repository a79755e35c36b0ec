import "@/components/guide/drawing.css";
import "@/components/guide/guide.css";
import "@/components/guide/ending.css";
import type { Metadata } from "next";
import { WhichTag, whichTagMetadata } from "@/app/which-tag";
import { Frame } from "@/components/www/frame";
import { outboxHref } from "../../demo";

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return whichTagMetadata(await searchParams);
}

/** Which tag it is, on the apex's own paper. */
export default async function WhichTagOfApex({ searchParams }: Props) {
  return (
    <Frame outboxHref={outboxHref()}>
      <div className="guide-page">
        <WhichTag params={await searchParams} />
      </div>
    </Frame>
  );
}

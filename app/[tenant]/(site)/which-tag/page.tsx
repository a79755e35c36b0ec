import "@/components/guide/drawing.css";
import "@/components/guide/guide.css";
import "@/components/guide/ending.css";
import type { Metadata } from "next";
import { WhichTag, whichTagMetadata } from "@/app/which-tag";
import { Printed } from "../printed";
import type { PageParams } from "../shelf-url";

interface Props {
  readonly searchParams: Promise<PageParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return whichTagMetadata(await searchParams);
}

/** Which tag it is, in the site's skin. */
export default async function WhichTagOfSite({ searchParams }: Props) {
  return (
    <Printed className="guide-page">
      <WhichTag params={await searchParams} />
    </Printed>
  );
}

import { SentToSite, writeMetadata } from "../../../../write-to-site";

interface Props {
  readonly params: Promise<{ slug: string }>;
}

export const metadata = writeMetadata;

/** A message about an item is on its way. */
export default async function SentAbout({ params }: Props) {
  return <SentToSite segment={(await params).slug} />;
}

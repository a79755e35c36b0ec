import { WriteToSite, writeMetadata } from "../../../write-to-site";

interface Props {
  readonly params: Promise<{ slug: string }>;
}

export const metadata = writeMetadata;

/** Where a visitor writes to the owners about an item. */
export default async function WriteAbout({ params }: Props) {
  return <WriteToSite segment={(await params).slug} />;
}

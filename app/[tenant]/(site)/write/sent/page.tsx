import { SentToSite, writeMetadata } from "../../write-to-site";

export const metadata = writeMetadata;

/** A message is on its way. */
export default function Sent() {
  return <SentToSite segment={null} />;
}

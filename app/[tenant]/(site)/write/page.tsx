import { WriteToSite, writeMetadata } from "../write-to-site";

export const metadata = writeMetadata;

/** Where a visitor writes to the owners. */
export default function Write() {
  return <WriteToSite segment={null} />;
}

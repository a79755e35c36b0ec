import { UUID } from "@/base/uuid";
import { directoryAbout } from "@/db/platform/directory";
import { type CertificateRow, findCertificate } from "@/db/platform/queries/certificates";

/** The certificate with the number of an address, or null. */
export async function findShown(id: string): Promise<CertificateRow | null> {
  return UUID.test(id) ? directoryAbout(id).read((tx) => findCertificate(tx, id)) : null;
}

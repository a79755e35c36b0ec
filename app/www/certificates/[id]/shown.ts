import { directoryAbout } from "@/db/platform/directory";
import { type CertificateRow, findCertificate } from "@/db/platform/queries/certificates";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The certificate with the number of an address, or null. */
export async function findShown(id: string): Promise<CertificateRow | null> {
  return UUID.test(id) ? directoryAbout(id).read((tx) => findCertificate(tx, id)) : null;
}

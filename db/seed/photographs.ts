import { and, ne } from "drizzle-orm";
import type { Scope, Tenant } from "@/db/scope";
import { copies } from "@/db/tenant/copy-schema";
import type { Copy, Photo } from "@/db/tenant/item";
import { addPhoto } from "@/db/tenant/queries/photos";

/** What a certificate says. */
export type Certificate = Pick<
  Copy,
  "certifiedBy" | "certificateNumber" | "certifiedOn" | "certificateWording"
>;

/** Stores a picture of a certificate among a site's files. */
export type Photograph = (
  tenant: Tenant,
  certificate: Certificate,
) => Promise<Pick<Photo, "key" | "width" | "height" | "colour">>;

/** Gives each certificate of a site a photograph. */
export async function photographCertificates(scope: Scope, photograph: Photograph): Promise<void> {
  const certified = await scope.read((tx) =>
    tx
      .select({
        id: copies.id,
        itemId: copies.itemId,
        certifiedBy: copies.certifiedBy,
        certificateNumber: copies.certificateNumber,
        certifiedOn: copies.certifiedOn,
        certificateWording: copies.certificateWording,
      })
      .from(copies)
      .where(and(ne(copies.certifiedBy, ""), ne(copies.certificateNumber, ""))),
  );
  for (const { id: copyId, itemId, ...certificate } of certified) {
    const taken = await photograph(scope.tenant, certificate);
    const alt = `Certificate ${certificate.certificateNumber} of ${certificate.certifiedBy}`;
    await scope.write((tx) => addPhoto(tx, itemId, { ...taken, alt, copyId, ofCertificate: true }));
  }
}

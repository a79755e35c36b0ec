/**
 * Reads s3://bucket/prefix.
 * @returns null for what does not begin as one, which is a folder
 * @throws Error that names the setting, for what begins as one and is none
 */
export function bucketAddress(
  setting: "BACKUPS" | "FILES",
  value: string,
): { readonly bucket: string; readonly prefix: string } | null {
  if (!value.startsWith("s3:")) return null;
  const parts = ADDRESS.exec(value);
  if (!parts?.[1]) throw new Error(`${setting} must be a folder or look like s3://bucket/prefix.`);
  return { bucket: parts[1], prefix: (parts[2] ?? "").replace(/\/+$/, "") };
}

const ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9/_.-]*))?$/;

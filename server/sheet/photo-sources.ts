const ENDING = "(?:jpe?g|jfif|png|webp|avif|heic|heif|gif|bmp|tiff?)";
/** A name of a file that pictures have. */
const PICTURE = new RegExp(`\\.${ENDING}$`, "i");
/** An address whose path ends as pictures do. */
const PICTURE_ADDRESS = new RegExp(`^https?://[^\\s?#]+\\.${ENDING}(?:[?#]\\S*)?$`, "i");
/** How an address begins, whatever of; a drive has one letter. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * The photos that a cell names, each once: addresses and names of files, with spaces, commas, semicolons or lines between
 * them. A comma within an address and a space within a name that ends as pictures do belong to it.
 */
export function photoSourcesIn(text: string): string[] {
  const found = text
    .split(/[\s,;]+(?=[a-z][a-z0-9+.-]+:)|[\r\n;]+(?![^\s]*=)/i)
    .flatMap((part) => (isAddress(part.trim()) ? addressesIn(part.trim()) : namesIn(part)))
    .map((source) => source.replace(/^[\s,;"'<]+|[\s,;"'>]+$/g, ""))
    .filter(Boolean);
  return [...new Set(found)];
}

/** Whether a source is an address, be it one that can be asked or not. */
export function isAddress(source: string): boolean {
  return SCHEME.test(source);
}

/** Whether all that a cell names are pictures, as far as can be told by how it is written. */
export function isOfPictures(text: string): boolean {
  const sources = photoSourcesIn(text);
  return (
    sources.length > 0 &&
    sources.every((source) =>
      isAddress(source) ? PICTURE_ADDRESS.test(source) : PICTURE.test(source),
    )
  );
}

/** No address has a space in it, so that what stands behind one is something else. */
function addressesIn(part: string): string[] {
  const [address = "", ...others] = part.split(/\s+/);
  return [address, ...namesIn(others.join(" "))];
}

/** Names that end as pictures do keep their spaces and commas; of others each word is one. */
function namesIn(text: string): string[] {
  const parts = text.split(new RegExp(`(?<=\\.${ENDING})(?=[\\s,;]|$)[\\s,;]*`, "i"));
  return parts.flatMap((part) => (PICTURE.test(part.trim()) ? [part] : part.split(/[\s,;]+/)));
}

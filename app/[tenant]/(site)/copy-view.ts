import type { ItemCopy } from "@/components/site/item-model";
import { GONE, STANDING_WORDS } from "@/db/tenant/choices";
import { fieldsOf, type KeyOf, type Named } from "@/db/tenant/fields";
import type { Copy, Photo } from "@/db/tenant/item";
import { type OwnWords, valueInWords } from "../field-words";
import { photoAddress } from "../photo-address";

type CopyField = Named<KeyOf<"copy">>;

/** What the page says of a copy in other ways than the rest. */
const APART: readonly KeyOf<"copy">[] = ["label", "status", "keptOff"];

/**
 * A copy in the words of whoever it was read for: what members alone may see is there for members alone.
 * @param own what stands in the owner's fields
 * @param certificates photos of its certificate
 */
export function copyOf(
  copy: Copy,
  index: number,
  own: readonly OwnWords[],
  certificates: readonly Photo[],
): ItemCopy {
  const told = fieldsOf("copy").filter(({ key }) => !APART.includes(key));
  const open = told.filter(({ seenBy }) => seenBy === "everyone");
  const isNote = ({ type }: CopyField) => type === "long text";
  const label = copy.label || `Copy ${index + 1}`;
  return {
    label,
    said: open.filter((field) => !isNote(field)).flatMap((field) => said(field, copy)),
    notes: [
      ...open.filter(isNote).flatMap((field) => said(field, copy)),
      ...ownSaid(own, "everyone"),
    ],
    forMembers: [
      ...told.filter(({ seenBy }) => seenBy === "members").flatMap((field) => said(field, copy)),
      ...ownSaid(own, "members"),
    ],
    marks: [
      ...(copy.status === "owned" ? [] : [STANDING_WORDS[copy.status]]),
      ...(copy.keptOff ? ["Kept off the page"] : []),
    ],
    certificates: certificates.map(({ key, width, height, alt }) => ({
      small: photoAddress(key, "shelf"),
      src: photoAddress(key, "full"),
      width,
      height,
      alt: alt || `The certificate of ${label}`,
    })),
    isGone: GONE.includes(copy.status),
  };
}

/** A field of a copy as a part of a sentence: "acquired June 2021"; of a long text, the text. */
function said(field: CopyField, copy: Copy): string[] {
  const words = valueInWords(field, copy[field.key], copy.currency);
  if (!words) return [];
  if (field.key === "certificateWording") return [`The certificate says: ${words}`];
  if (field.alone || field.type === "long text") return [words];
  if (field.seenBy === "members") return [`${field.label} ${words}`];
  const isWord = field.numbered || field.type === "choice";
  return [`${field.label.toLowerCase()} ${isWord ? words.toLowerCase() : words}`];
}

function ownSaid(own: readonly OwnWords[], seenBy: CopyField["seenBy"]): string[] {
  return own
    .filter(({ field }) => field.seenBy === seenBy)
    .map(({ label, value }) => `${label}: ${value}`);
}

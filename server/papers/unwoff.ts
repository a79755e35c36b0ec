import { inflateSync } from "node:zlib";

/** A table of a font, where it lies in a WOFF file, as the format has it (W3C, WOFF 1.0, section 4). */
interface Entry {
  readonly tag: number;
  readonly from: number;
  readonly packed: number;
  readonly length: number;
  readonly checksum: number;
}

/**
 * A WOFF file as the plain font that it holds. The library for PDFs reads WOFF too, but unpacks it in JavaScript: seconds
 * for a large font.
 */
export function unwoff(file: Buffer): Buffer {
  if (file.toString("latin1", 0, 4) !== "wOFF") throw new Error("This is no WOFF file.");
  const count = file.readUInt16BE(12);
  const entries = Array.from({ length: count }, (_, index): Entry => {
    const at = 44 + index * 20;
    const word = (number: number) => file.readUInt32BE(at + number * 4);
    return { tag: word(0), from: word(1), packed: word(2), length: word(3), checksum: word(4) };
  });
  const head = Buffer.alloc(12 + count * 16);
  const power = 2 ** Math.floor(Math.log2(count));
  head.writeUInt32BE(file.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * 16, 10);
  const parts: Buffer[] = [head];
  let at = head.length;
  for (const [index, { tag, from, packed, length, checksum }] of entries.entries()) {
    const bytes = file.subarray(from, from + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    for (const [place, value] of [tag, checksum, at, length].entries())
      head.writeUInt32BE(value, 12 + index * 16 + place * 4);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(table, padding);
    at += length + padding.length;
  }
  return Buffer.concat(parts);
}

import { ENCODING_WORDS } from "./encoding-words";
import { type Encoding, MOST_SHEET } from "./format";
import { SheetRefusal } from "./problem";

/** Letters between two ends of lines; a sheet of so many columns is none. */
const MOST_LINE = 1_000_000;

/**
 * The letters of a text as its bytes come, without the mark before them.
 * @throws SheetRefusal where bytes are none of the encoding, where they are too many, and where a line never ends
 */
export async function* decoded(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let bytes = 0;
  let line = 1;
  let since = 0;
  const decode = (piece?: Uint8Array) => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      const name = ENCODING_WORDS[encoding];
      throw new SheetRefusal(`This is not written in ${name}. Choose another encoding.`, line);
    }
  };
  const checked = (text: string) => {
    let from = 0;
    for (const { index } of text.matchAll(/\n|\r(?!\n)/g)) {
      if (since + index - from > MOST_LINE) break;
      line++;
      since = 0;
      from = index + 1;
    }
    since += text.length - from;
    if (since > MOST_LINE || text.length - from > MOST_LINE)
      throw new SheetRefusal("This line is longer than a sheet of things can be.", line);
    if (text.includes("\u0000"))
      throw new SheetRefusal("This is no text: it has characters that no sheet has.", line);
    return text;
  };
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MOST_SHEET.bytes)
      throw new SheetRefusal(
        `This file is larger than ${MOST_SHEET.bytes / 1_000_000} MB. Divide it.`,
      );
    yield checked(decode(piece));
  }
  yield checked(decode());
}

/** The encoding of a text: the one that its mark names, the only one that all its bytes fit, or how its zeros lie. */
export async function encodingOf(pieces: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let head: Buffer | null = null;
  let isUtf8 = true;
  for await (const piece of pieces) {
    head ??= Buffer.from(piece.subarray(0, 4096));
    const marked = markOf(head) ?? byZeros(head);
    if (marked) return marked;
    if (isUtf8) isUtf8 = fits(utf8, piece);
    if (!isUtf8) break;
  }
  return isUtf8 && fits(utf8) ? "utf-8" : "windows-1252";
}

function fits(decoder: TextDecoder, piece?: Uint8Array): boolean {
  try {
    if (piece) decoder.decode(piece, { stream: true });
    else decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function markOf(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? "utf-8" : null;
}

/** In UTF-16 separators and line ends have a zero for their one half, in whatever script the cells are. */
function byZeros(head: Buffer): Encoding | null {
  let even = 0;
  let odd = 0;
  for (const [at, byte] of head.entries()) if (byte === 0) at % 2 === 0 ? even++ : odd++;
  if (even + odd < Math.max(2, head.length / 100)) return null;
  return odd > even ? "utf-16le" : "utf-16be";
}

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { Transform } from "node:stream";
import { ArchiveProblem, damaged } from "./problem";

const LABEL = "swingtag sha256 ";
const DIGITS = 64;

/** The zip's comment as it is before the last piece is known. */
export const NO_CHECKSUM = LABEL + "0".repeat(DIGITS);

/**
 * Passes a zip through and writes, in place of the digits that end its comment, the SHA-256 of all bytes
 * before them. The comment ends the file.
 */
export function endingInChecksum(): Transform {
  const hash = createHash("sha256");
  let held: Buffer = Buffer.alloc(0);
  const pass = (out: Transform, piece: Buffer) => {
    if (piece.length === 0) return;
    hash.update(piece);
    out.push(piece);
  };
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (piece.length >= DIGITS) {
        // A large piece is passed on without a copy, because a copy would double the memory that packing needs.
        pass(this, held);
        pass(this, piece.subarray(0, piece.length - DIGITS));
        held = Buffer.from(piece.subarray(piece.length - DIGITS));
      } else {
        const all = Buffer.concat([held, piece]);
        const passed = Math.max(0, all.length - DIGITS);
        pass(this, all.subarray(0, passed));
        held = Buffer.from(all.subarray(passed));
      }
      done();
    },
    flush(done) {
      this.push(Buffer.from(hash.digest("hex")));
      done();
    },
  });
}

/**
 * Reads a file once and compares it with the checksum at its end, so that a change of any byte is found.
 * @throws ArchiveProblem when it differs, or the file ends in none
 */
export async function proveWhole(path: string, signal?: AbortSignal): Promise<void> {
  const file = await open(path, "r").catch(() => {
    throw new ArchiveProblem("There is no file to read under this name. Look at its path.");
  });
  try {
    const { size } = await file.stat();
    const ending = Buffer.alloc(LABEL.length + DIGITS);
    await file.read(ending, 0, ending.length, Math.max(0, size - ending.length));
    if (!ending.toString("latin1").startsWith(LABEL))
      throw new ArchiveProblem(
        "This is no archive of a Swingtag site, or its end is missing. Download it again.",
      );
    const hash = createHash("sha256");
    const piece = Buffer.alloc(1 << 18);
    for (let at = 0; at < size - DIGITS; ) {
      signal?.throwIfAborted();
      const wanted = Math.min(piece.length, size - DIGITS - at);
      const { bytesRead } = await file.read(piece, 0, wanted, at);
      if (bytesRead === 0) throw damaged("This file");
      hash.update(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
    if (hash.digest("hex") !== ending.toString("latin1", LABEL.length))
      throw damaged("A byte in this file");
  } finally {
    await file.close();
  }
}

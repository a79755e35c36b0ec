import { ArchiveProblem, damaged } from "./problem";

/** How many rows are handed on together. */
const BATCH = 500;

const MOST_LINE = 16_000_000;

/** Lines of a file, 500 together. @throws ArchiveProblem where one is too long or the last is cut */
export async function* batchesOf(
  pieces: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  let batch: string[] = [];
  for await (const piece of pieces) {
    let from = 0;
    const all = rest.length > 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece);
    for (let at = all.indexOf(10); at >= 0; at = all.indexOf(10, from)) {
      batch.push(all.toString("utf8", from, at));
      from = at + 1;
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    rest = all.subarray(from);
    if (rest.length > MOST_LINE) throw new ArchiveProblem(`A row in "${path}" is too long.`);
  }
  if (rest.length > 0) throw damaged(`"${path}"`);
  if (batch.length > 0) yield batch;
}

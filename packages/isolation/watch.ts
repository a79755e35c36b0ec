import { fromBuffer } from "yauzl";
import type { Secrets } from "./secrets";
import type { Answer, Asking } from "./wire";

/** Something that crossed a wall, or could not be tried. */
export interface Finding {
  readonly kind: string;
  readonly what: string;
}

/** Counts what was tried by kind, and keeps what went wrong. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly statuses = new Map<number, number>();
  readonly findings: Finding[] = [];
  /** How many answers showed people their own site's secrets, which proves that there was something to find. */
  told = 0;

  count(kind: string, by = 1): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + by);
  }

  find(kind: string, what: string): void {
    if (this.findings.length < 500) this.findings.push({ kind, what });
  }
}

/**
 * Looks through an answer for what the asker may not see: anything of another tenant than the host's, and of
 * the host's own what only its members see unless the asker is one.
 * @param host the name of the site that answered, or null for the apex and the console
 * @param member whether the asker is one of that site's
 * @returns places of secrets on the wrong side
 */
export async function listLeaks(
  secrets: Secrets,
  answer: Answer,
  { host, member, asking }: { host: string | null; member: boolean; asking: Asking },
): Promise<string[]> {
  const said = `${asking.path}\n${decoded(asking.path)}\n${Object.values(asking.headers ?? {}).join("\n")}\n${asking.body?.toString("latin1") ?? ""}`;
  const text = answer.body.subarray(0, 2).equals(ZIP)
    ? `${answer.text}\n${await unzipped(answer.body)}`
    : answer.text;
  const own = host ?? "";
  return [
    ...secrets.findForeign(text, own, said),
    ...(host && !member ? secrets.findHidden(text, own, said) : []),
  ];
}

const ZIP = Buffer.from("PK");

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Every file of an archive, one after the other; what is cut short is read as far as it goes. */
function unzipped(bytes: Buffer): Promise<string> {
  const pieces: Buffer[] = [];
  return new Promise((resolve) => {
    const done = () => resolve(Buffer.concat(pieces).toString("latin1"));
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return done();
      zip.on("end", done);
      zip.on("error", done);
      zip.on("entry", (entry) => {
        zip.openReadStream(entry, (unread, stream) => {
          if (unread) return zip.readEntry();
          stream.on("data", (piece: Buffer) => pieces.push(piece));
          stream.on("error", () => zip.readEntry());
          stream.on("end", () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}

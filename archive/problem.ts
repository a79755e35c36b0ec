import { Refusal } from "@/base/refusal";

/** Why an archive is not taken, as a sentence. Nothing was changed by the time it is thrown. */
export class ArchiveProblem extends Refusal {}

/** The content is not what its checksums say. */
export function damaged(what: string): ArchiveProblem {
  return new ArchiveProblem(
    `${what} is not as it was when this archive was made. Use another copy of it.`,
  );
}

import { Refusal } from "@/base/refusal";

/** A sheet that is refused as a whole; its message says where and why. */
export class SheetRefusal extends Refusal {
  /** The line of the file, from 1; undefined where it is about all of it. */
  readonly line: number | undefined;

  constructor(reason: string, line?: number) {
    super(line === undefined ? reason : `Line ${line}: ${reason}`, { status: 422 });
    this.line = line;
  }
}

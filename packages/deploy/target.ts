import type { Deployment } from "./settings";

/** A file as an emitter makes it: the same deployment gives the same bytes. */
export interface EmittedFile {
  /** Relative to the target's folder, with `/`. */
  readonly path: string;
  readonly content: string;
  /** Whether it is a program. */
  readonly runs?: boolean;
}

/** What a target is handed to act with. */
export interface Acting {
  readonly deployment: Deployment;
  /** Where the target's emitted files stand. */
  readonly folder: string;
  /** Where secrets and other things that are not emitted are kept between runs; readable by this user alone. */
  readonly stateFolder: string;
  readonly say: (line: string) => void;
}

export interface Target {
  readonly name: string;
  /** What it is, in one line. */
  readonly says: string;
  /** @throws WrongSetting that names what this target cannot do without */
  emit(deployment: Deployment): Promise<readonly EmittedFile[]>;
  /**
   * Puts up or brings up to date what the emitted files describe; returns when it serves. Idempotent.
   * @throws Error that names the tool or right that is missing and how to get it
   */
  up(acting: Acting): Promise<void>;
  /** Takes everything down again; with `data`, what was stored as well. Idempotent. */
  down(acting: Acting & { readonly data: boolean }): Promise<void>;
  /** Prints what runs and how it is. @returns whether all of it is well */
  status(acting: Acting): Promise<boolean>;
}

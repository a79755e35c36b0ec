import type { StackStatus } from "@aws-sdk/client-cloudformation";

/** A stack as CloudFormation sees it. */
export interface Formed {
  readonly status: StackStatus;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Something that CloudFormation did, oldest first. */
export interface Happening {
  readonly id: string;
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

/** What a stack is made from. */
export interface Making {
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The few things that are asked of CloudFormation and S3. */
export interface Formation {
  find(name: string): Promise<Formed | null>;
  create(name: string, making: Making): Promise<void>;
  /** @returns false when there was nothing to change */
  update(name: string, making: Making): Promise<boolean>;
  /** Makes CloudFormation retry a rollback that failed. */
  takeBack(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** What happened after an event, or since the last order where none is named. */
  happenings(name: string, after: string | null): Promise<Happening[]>;
  /** The names that begin so, of all stacks that are not gone. */
  list(prefix: string): Promise<string[]>;
  /** Removes everything in a bucket, which CloudFormation does not. */
  empty(bucket: string): Promise<void>;
}

/** A day of a component, in minutes of each state. */
export interface StatusDay {
  /** `2026-11-22`. */
  readonly day: string;
  readonly state: StatusState | null;
  readonly operational: number;
  readonly degraded: number;
  readonly down: number;
  readonly maintenance: number;
}

export type StatusState = "operational" | "degraded" | "down" | "maintenance";

/** Whether anything of a day was not well. */
export function isTroubled({ degraded, down, maintenance }: StatusDay): boolean {
  return degraded + down + maintenance > 0;
}

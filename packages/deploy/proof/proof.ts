/** States one guarantee and proves it; what `work` throws is why it does not hold. */
export type Step = <T>(guarantee: string, work: () => Promise<T>) => Promise<T>;

/**
 * Notes a figure for the record, such as ("image, compressed", "171 MB"), with its bar where it has one. A bar that
 * is missed is said and is no failed guarantee: times are those of a machine that may have other work.
 */
export type Measure = (what: string, figure: string, bar?: Bar) => void;

export interface Bar {
  /** Such as `≤ 30 s`. */
  readonly says: string;
  readonly met: boolean;
}

/** A proof that needs more of a machine than the unit tests do: an engine, a cluster, packages. */
export interface Proof {
  readonly name: string;
  /** What this machine lacks for it, with how to get it, or null when it can run. Installs nothing. */
  lacks(): Promise<string | null>;
  /**
   * Runs to the end or to the first guarantee that does not hold, and leaves nothing behind either way.
   */
  run(step: Step, measure: Measure, signal: AbortSignal): Promise<void>;
}

/** How a proof ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Bars of figures that were not met. */
  readonly missed: number;
}

/** Runs a proof, prints a line for each guarantee, and says loudly when this machine cannot run it. */
export async function prove(
  proof: Proof,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const lacking = await proof.lacks();
  if (lacking) {
    print(`SKIPPED: ${proof.name}. ${lacking}`);
    return { passed: 0, failed: 0, skipped: 1, missed: 0 };
  }
  let passed = 0;
  let missed = 0;
  const step: Step = async (guarantee, work) => {
    signal.throwIfAborted();
    const began = performance.now();
    const result = await work();
    passed++;
    print(`✓ ${proof.name}: ${guarantee} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  };
  const measure: Measure = (what, figure, bar) => {
    if (bar?.met === false) missed++;
    const beside = bar ? ` (bar ${bar.says}, ${bar.met ? "met" : "MISSED"})` : "";
    print(`  ${what}: ${figure}${beside}`);
  };
  try {
    await proof.run(step, measure, signal);
    return { passed, failed: 0, skipped: 0, missed };
  } catch (error) {
    print(`✗ ${proof.name}: ${error instanceof Error ? error.stack : String(error)}`);
    return { passed, failed: 1, skipped: 0, missed };
  }
}

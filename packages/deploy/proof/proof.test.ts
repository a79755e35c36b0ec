import { describe, expect, it } from "vitest";
import { type Proof, prove } from "./proof";

const never = new AbortController().signal;

function proofOf(parts: Partial<Proof>): Proof {
  return { name: "walls", lacks: async () => null, run: async () => {}, ...parts };
}

async function told(proof: Proof, signal = never) {
  const lines: string[] = [];
  const outcome = await prove(proof, (line) => lines.push(line), signal);
  return { outcome, said: lines.join("\n") };
}

describe("a proof", () => {
  it("counts each guarantee that held, and prints its figures", async () => {
    const { outcome, said } = await told(
      proofOf({
        run: async (step, measure) => {
          const found = await step("two tenants are served", async () => 2);
          await step("neither sees the other", async () => expect(found).toBe(2));
          measure("tenants", String(found));
        },
      }),
    );
    expect(outcome).toEqual({ passed: 2, failed: 0, skipped: 0, missed: 0 });
    expect(said).toMatch(/✓ walls: two tenants are served[\s\S]*✓ walls: neither[\s\S]*tenants: 2/);
  });

  it("fails at the first guarantee that does not hold, and says where", async () => {
    const { outcome, said } = await told(
      proofOf({
        run: async (step) => {
          await step("one", async () => {});
          await step("two", async () => {
            throw new Error("a wall fell");
          });
          await step("three", async () => {});
        },
      }),
    );
    expect(outcome).toEqual({ passed: 1, failed: 1, skipped: 0, missed: 0 });
    expect(said).toContain("a wall fell");
    expect(said).not.toContain("three");
  });

  it("says loudly what the machine lacks, and counts as skipped", async () => {
    const { outcome, said } = await told(proofOf({ lacks: async () => "Install an engine." }));
    expect(outcome).toEqual({ passed: 0, failed: 0, skipped: 1, missed: 0 });
    expect(said).toBe("SKIPPED: walls. Install an engine.");
  });

  it("says which bars of figures are missed, and fails for none of them", async () => {
    const { outcome, said } = await told(
      proofOf({
        run: async (_step, measure) => {
          measure("start", "3 s", { says: "≤ 2 s", met: false });
          measure("size", "97 MB", { says: "≤ 180 MB", met: true });
        },
      }),
    );
    expect(outcome).toEqual({ passed: 0, failed: 0, skipped: 0, missed: 1 });
    expect(said).toBe("  start: 3 s (bar ≤ 2 s, MISSED)\n  size: 97 MB (bar ≤ 180 MB, met)");
  });

  it("begins no further step once it was asked to stop", async () => {
    const stopping = new AbortController();
    const { outcome } = await told(
      proofOf({
        run: async (step) => {
          await step("one", async () => stopping.abort(new Error("asked to stop")));
          await step("two", async () => {});
        },
      }),
      stopping.signal,
    );
    expect(outcome).toEqual({ passed: 1, failed: 1, skipped: 0, missed: 0 });
  });
});

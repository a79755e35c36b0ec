import { z } from "zod";
import { askAws, type Programs } from "./programs";

/** A stack's outputs, or null where there is no such stack. */
export async function outputsOf(
  programs: Programs,
  name: string,
  region: string,
): Promise<Record<string, string> | null> {
  try {
    const { Stacks } = await askAws(
      programs,
      ["cloudformation", "describe-stacks", "--stack-name", name, "--region", region],
      StackSchema,
    );
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return null;
    throw error;
  }
}

const StackSchema = z.object({
  Stacks: z.array(
    z.object({
      Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() })).default([]),
    }),
  ),
});

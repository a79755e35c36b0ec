import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findStack } from "@/db/platform/queries/stacks";
import { kindOf } from "./operation";
import { ensureStack } from "./stacks";

/** Brings one stack to the image that the platform runs: its setup first, then its processes. */
export const upgradeStack = kindOf({
  input: z.object({ name: z.string() }),
  attempts: 3,
  async run({ input, step, signal }) {
    const stack = await platform.read((tx) => findStack(tx, input.name));
    if (stack?.state !== "ready")
      throw new Refusal(`There is no stack ${input.name} that is ready.`);
    const progress = (words: string) => step(words, async () => {});
    await step("Upgrading the stack", () => ensureStack(input.name, { progress, signal }));
  },
});

import { env } from "@/base/env";
import { Refusal } from "@/base/refusal";

/**
 * Refuses, in a stack, what would change the tenant's row on the platform, because the stack's directory only
 * follows that row.
 * @param done what the site can't be here, such as `renamed`
 * @throws Refusal in a process of a stack
 */
export function refuseInStack(done: string): void {
  if (env().STACK)
    throw new Refusal(
      `A site with a stack of its own is ${done} by Swingtag's operators. Ask them, and nothing changes until then.`,
      { status: 409 },
    );
}

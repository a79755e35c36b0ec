import { env } from "@/base/env";

/** Where the demo shows its mail, or null outside the demo. */
export function outboxHref(): string | null {
  return env().DEMO ? "/outbox" : null;
}

import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import { DatabaseUnavailable, SiteSealed, WritesCrossed } from "@/db/transaction";
import { currentRequest, type SiteRequest } from "./request";

/** What an action answers: its data, or a sentence for the person with the fields it is about. */
export type Outcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | {
      readonly ok: false;
      readonly message: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly status: number;
    };

/**
 * Refuses a request without an Origin, or with another site's. Browsers send an Origin with every POST.
 * @throws Refusal (403)
 */
export function requireOwnOrigin({ origin, host }: SiteRequest): void {
  if (origin !== null && origin === `${env().scheme}://${host.toLowerCase()}`) return;
  throw new Refusal("This did not come from this site. Open the page again and repeat it there.", {
    status: 403,
  });
}

/** What to tell whoever wrote the same as somebody else in the same moment; null where the error is another. */
export function crossedSentence(error: unknown): string | null {
  return error instanceof WritesCrossed
    ? "Somebody else changed the same things in this moment, so nothing was saved. What you typed is still here; send it again."
    : null;
}

/** Runs an action. A Refusal becomes its message; a bug becomes a message with the request's id. */
export async function answering<Data>(
  name: string,
  work: () => Promise<Data>,
): Promise<Outcome<Data>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, message: error.message, fields: error.fields, status: error.status };
    unstable_rethrow(error);
    if (error instanceof SiteSealed)
      return {
        ok: false,
        message:
          "This site is moving to another home and takes no changes for a few seconds. What you typed is still here; send it again in a moment.",
        fields: {},
        status: 503,
      };
    const { id } = await currentRequest();
    log.error({ err: error, requestId: id, action: name }, "action failed");
    const crossed = crossedSentence(error);
    if (crossed) return { ok: false, message: crossed, fields: {}, status: 503 };
    if (error instanceof DatabaseUnavailable)
      return {
        ok: false,
        message: error.maybeSaved
          ? "The database of this site did not answer. What you typed is still here. Look whether it was saved, then try again."
          : "The database of this site did not answer. Nothing was saved, and what you typed is still here. Try again in a moment.",
        fields: {},
        status: 503,
      };
    return {
      ok: false,
      message: `Something went wrong on our side and what you typed is still here. Try again; if it stays, tell us request ${id}.`,
      fields: {},
      status: 500,
    };
  }
}

/**
 * Parses what was sent.
 * @throws Refusal (400) with a sentence for each field
 */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given instanceof FormData ? fieldsOf(given) : given);
  if (parsed.success && isStorable(parsed.data)) return parsed.data;
  const issues = parsed.error?.issues ?? [{ path: [], message: UNKEEPABLE }];
  const fields = Object.fromEntries(
    issues.toReversed().map(({ path, message }) => [path.join(".") || "form", message]),
  );
  const [first] = issues;
  throw new Refusal(first?.message ?? "Something in the form is not as it should be.", {
    status: 400,
    fields,
  });
}

const UNKEEPABLE = "This has characters that cannot be kept. Remove them and repeat this.";

/** Whether Postgres can store every text in it: it takes neither U+0000 nor, in JSON, half a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\u0000") && value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, held]) => isStorable(key) && isStorable(held));
}

/** A form's fields by name; what Next adds for itself is left out, repeated names become lists. */
function fieldsOf(form: FormData): Record<string, unknown> {
  // Without a prototype, so that a field called __proto__ is an unknown field like any other.
  const fields: Record<string, unknown> = Object.create(null);
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const all = form.getAll(name);
    fields[name] = all.length > 1 ? all : all[0];
  }
  return fields;
}

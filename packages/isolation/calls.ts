import type { ActionEntry } from "./manifests";
import type { Person } from "./people";
import { encodeForm } from "./posts";
import type { Answer, Asking } from "./wire";

/** How a call of a server action goes over the wire, as React's `encodeReply` writes it. */
export function encodeCall(args: readonly unknown[]): { body: Buffer | string; type: string } {
  const forms: FormData[] = [];
  const json = JSON.stringify(args, (_, value: unknown) => {
    if (value instanceof FormData) return `$K${(forms.push(value)).toString(16)}`;
    if (typeof value === "string" && value.startsWith("$") && !value.startsWith("$K"))
      return `$${value}`;
    return value;
  });
  if (forms.length === 0) return { body: json, type: "text/plain;charset=UTF-8" };
  const fields: Record<string, string> = {};
  forms.forEach((form, at) => {
    for (const [name, value] of form)
      if (typeof value === "string") fields[`${at + 1}_${name}`] = value;
  });
  return encodeForm({ fields: { ...fields, 0: json } });
}

/** The request that calls an action on a host. */
export function callOf(
  action: ActionEntry,
  args: readonly unknown[],
  { by, host, path, origin }: { by: Person; host: string; path: string; origin?: string },
): Asking {
  const { body, type } = encodeCall(args);
  return {
    host,
    path,
    method: "POST",
    headers: {
      ...by.headers,
      "next-action": action.id,
      accept: "text/x-component",
      "content-type": type,
      origin: origin ?? `http://${host}`,
    },
    body,
  };
}

/** Whether an action says that it was done. */
export function succeeded({ text }: Answer): boolean {
  return /"ok":true/.test(text);
}

import { decoded } from "@/packages/isolation/sign-up-form";
import type { Visitor } from "./visitor";

/** Where visitors are, as they type it. */
export interface Address {
  readonly domain: string;
  readonly port: number;
}

export const mailOf = (name: string) => `${name}@proof.example`;

/** Follows the link in the mail to a founder, which the trial shows, and opens the site to visitors. */
export async function openSite(visitor: Visitor, { domain }: Address, name: string): Promise<void> {
  const host = `${name}.${domain}`;
  const link = await eventually(`a mail to ${mailOf(name)}`, async () => {
    const { body } = await visitor.ask({ host: domain, path: "/outbox" });
    const token = new RegExp(`${host}(?::\\d+)?/confirm\\?token=([A-Za-z0-9_-]+)`).exec(
      decoded(body),
    );
    return token?.[1] ?? null;
  });
  const told = await visitor.ask({
    host,
    path: "/confirm/accept",
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token: link }).toString(),
  });
  if (told.status >= 400) throw new Error(`Opening ${host} answered ${told.status}.`);
}

/** Asks again until there is something. @throws Error that says what did not come in 30 seconds */
export async function eventually<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`There was not ${what} within 30 seconds.`);
}

/** Text as people read it, of HTML. */
export function plain(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

import { cookies, headers } from "next/headers";
import { cache } from "react";
import { bridge, type RequestNotes } from "@/base/bridge";
import { SESSION_COOKIE } from "@/base/cookies";
import { DESTINATION, type Destination, readDestination } from "@/base/host";

/** What the front has settled about the running request. */
export interface SiteRequest {
  readonly id: string;
  /** The Host as sent, with port. */
  readonly host: string;
  readonly client: string;
  readonly origin: string | null;
  readonly nonce: string;
  readonly destination: Destination;
  /** The session's token as the browser holds it, or null. */
  readonly sessionToken: string | null;
}

/** The running request. Read once for each. */
export const currentRequest = cache(async (): Promise<SiteRequest> => {
  const [incoming, jar] = await Promise.all([headers(), cookies()]);
  return {
    id: incoming.get("x-swingtag-request") ?? "none",
    host: incoming.get("host") ?? "",
    client: incoming.get("x-swingtag-client") ?? "unknown",
    origin: incoming.get("origin"),
    nonce: incoming.get("x-nonce") ?? "",
    destination: readDestination(incoming.get(DESTINATION)),
    sessionToken: jar.get(SESSION_COOKIE)?.value ?? null,
  };
});

/** The fields of the form that was sent to this public page, as the front has read them; null where none was. */
export async function postedForm(): Promise<Readonly<Record<string, string>> | null> {
  const { id } = await currentRequest();
  return bridge().notes.get(id)?.posted ?? null;
}

/** Tells the front what the app knows of a request, for its line in the log and its error page. */
export function note(requestId: string, notes: RequestNotes): void {
  const all = bridge().notes;
  // The front deletes an entry when its response closes. Entries of requests that it never sees must not pile
  // up.
  if (all.size > 5000) all.clear();
  all.set(requestId, { ...all.get(requestId), ...notes });
}

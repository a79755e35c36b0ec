import type { IncomingMessage, ServerResponse } from "node:http";
import type { Encoding, PublicDocument } from "./document.ts";

/** Sends a document in the encoding that the browser likes best, or says that the browser has it already. */
export async function sendDocument(
  document: PublicDocument,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const encoding = encodingOf(String(req.headers["accept-encoding"] ?? ""));
  // Strong, so that each encoding has one of its own.
  const etag = `"${document.digest}${encoding === "identity" ? "" : `-${encoding}`}"`;
  for (const name of res.getHeaderNames()) if (name !== "x-request-id") res.removeHeader(name);
  // Browsers ask again each time, but may show it again for the back button.
  res.setHeader("cache-control", "private, no-cache");
  res.setHeader("etag", etag);
  res.setHeader("vary", "accept-encoding, cookie");
  // With a 304 as well: the front would add its closed one, which browsers would put in the place of the page's.
  res.setHeader("content-security-policy", document.policy);
  if (hasIt(req.headers["if-none-match"], etag)) {
    res.writeHead(304);
    res.end();
    return;
  }
  const body = await document.body(encoding);
  res.setHeader("content-type", document.type);
  if (encoding !== "identity") res.setHeader("content-encoding", encoding);
  res.setHeader("content-length", body.length);
  res.writeHead(200);
  res.end(body);
}

/** The best of ours among those that a browser names and does not refuse with `q=0`. */
function encodingOf(accepted: string): Encoding {
  const named = accepted
    .toLowerCase()
    .split(",")
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(";")[0]?.trim());
  return (["br", "gzip"] as const).find((one) => named.includes(one)) ?? "identity";
}

/** Whether one of the tags is this one; a proxy that compresses makes them weak. */
function hasIt(tags: string | undefined, etag: string): boolean {
  return (tags ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

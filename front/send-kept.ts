import type { IncomingMessage, ServerResponse } from "node:http";
import type { Encoding, KeptAnswer } from "./kept.ts";

/** Sends an answer in the encoding that the browser likes best, or says that the browser has it already. */
export async function sendKept(
  answer: KeptAnswer,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const encoding = encodingOf(String(req.headers["accept-encoding"] ?? ""), answer.encodings);
  // Strong, so that each encoding has one of its own.
  const etag = `"${answer.digest}${encoding === "identity" ? "" : `-${encoding}`}"`;
  for (const name of res.getHeaderNames()) if (name !== "x-request-id") res.removeHeader(name);
  // With a 304 as well, the policy above all: browsers put its headers in the place of those they have, and the front
  // would add its closed one.
  for (const [name, value] of Object.entries(answer.headers)) res.setHeader(name, value);
  res.setHeader("etag", etag);
  if (hasIt(req.headers["if-none-match"], etag)) {
    res.removeHeader("content-type");
    res.writeHead(304);
    res.end();
    return;
  }
  const body = await answer.body(encoding);
  if (encoding !== "identity") res.setHeader("content-encoding", encoding);
  res.setHeader("content-length", body.length);
  res.writeHead(200);
  res.end(body);
}

/** The first of ours that a browser names and does not refuse with `q=0`. */
function encodingOf(accepted: string, ours: readonly Encoding[]): Encoding {
  const named = accepted
    .toLowerCase()
    .split(",")
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(";")[0]?.trim());
  return ours.find((one) => named.includes(one)) ?? "identity";
}

/** Whether one of the tags is this one; a proxy that compresses makes them weak. */
function hasIt(tags: string | undefined, etag: string): boolean {
  return (tags ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

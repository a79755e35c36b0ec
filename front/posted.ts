import type { IncomingMessage, ServerResponse } from "node:http";
import { bridge } from "../base/bridge.ts";
import type { Arrival } from "./arrival.ts";
import { documentOf } from "./document.ts";
import { sendRefused } from "./plain.ts";
import type { Step } from "./steps.ts";
import { takeAnswer } from "./take.ts";

/** More than the longest message, each letter of which takes up to twelve characters on the wire. */
const MOST_BYTES = 100_000;

const FORM = /^application\/x-www-form-urlencoded(?: *; *charset="?utf-8"?)?$/i;

/** Pages of a site to which a form is sent that a browser sends without a script. */
const WRITTEN_TO = /^\/(?:items\/[^/]+\/)?write$/;

/**
 * Reads a form that is sent to a public page, has the app make the page as for a GET with what was sent beside it in the
 * request's notes, and sends that as a document, with the status that the app noted, or leads on by a GET. So the page can
 * show again what was typed, and needs no runtime for that. See docs/decisions/messages.md.
 */
export function posted(): Step {
  return async (req, res, arrival, next) => {
    if (req.method !== "POST" || !isWrittenTo(arrival)) return next();
    const form = await read(req);
    if (typeof form === "number") return sendRefused(res, form, arrival.id);
    const { notes } = bridge();
    const earlier = notes.get(arrival.id);
    notes.set(arrival.id, { ...earlier, posted: form, document: {} });
    for (const name of ["content-type", "content-length", "transfer-encoding", "next-action"])
      delete req.headers[name];
    req.method = "GET";
    const body = await takeAnswer(req, res, async () => next(), isPage);
    req.method = "POST";
    if (body) await send(res, body, arrival);
  };
}

function isWrittenTo({ destination, pathname }: Arrival): boolean {
  return destination.kind === "site" && WRITTEN_TO.test(pathname);
}

function isPage(res: ServerResponse): boolean {
  return String(res.getHeader("content-type") ?? "").startsWith("text/html");
}

/** The fields of a form, or the status with which it is refused. */
async function read(req: IncomingMessage): Promise<Readonly<Record<string, string>> | number> {
  if (!FORM.test(req.headers["content-type"]?.trim() ?? "")) return 415;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Read to its end in any case, so that whoever sent it gets the answer.
    for await (const chunk of req) {
      length += chunk.length;
      if (length <= MOST_BYTES) chunks.push(chunk);
    }
  } catch {
    return 400;
  }
  if (length > MOST_BYTES) return 413;
  const fields = [...new URLSearchParams(Buffer.concat(chunks).toString("utf8"))];
  // Of a repeated field nobody can say which is meant.
  if (new Set(fields.map(([name]) => name)).size < fields.length) return 400;
  return Object.assign(Object.create(null), Object.fromEntries(fields));
}

async function send(res: ServerResponse, body: Buffer, { id }: Arrival): Promise<void> {
  const { answer = { status: 200 } } = bridge().notes.get(id) ?? {};
  const type = String(res.getHeader("content-type"));
  const policy = String(res.getHeader("content-security-policy"));
  for (const name of res.getHeaderNames()) if (name !== "x-request-id") res.removeHeader(name);
  if (answer.location !== undefined) {
    res.writeHead(303, { location: answer.location, "cache-control": "no-store" });
    res.end();
    return;
  }
  const page = documentOf(body.toString("utf8"), { type, policy }, "once");
  for (const [name, value] of Object.entries(page.headers)) res.setHeader(name, value);
  // As of a document: a browser may show it again when somebody goes back, and would have to send the form anew otherwise.
  res.writeHead(answer.status);
  res.end(await page.body("identity"));
}

import { z } from "zod";

/** What Lambda hands over for one request: payload format 2.0 of function URLs and HTTP APIs. */
const HttpEvent = z.object({
  version: z.literal("2.0"),
  rawPath: z.string(),
  rawQueryString: z.string().default(""),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    http: z.object({ method: z.string(), sourceIp: z.string() }),
  }),
});

/** What a schedule hands over: a task by its name, and for how long, in seconds, where it has no end of its own. */
const TaskEvent = z.object({
  task: z.enum(["setup", "worker"]),
  seconds: z.number().int().min(1).max(840).default(50),
});

/** EventBridge puts what a rule says into `detail`, unless the rule sends its own input. */
const Event = z.union([HttpEvent, TaskEvent, z.object({ detail: TaskEvent })]);

export interface LocalRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type Invocation =
  | { readonly kind: "request"; readonly request: LocalRequest }
  | ({ readonly kind: "task" } & z.output<typeof TaskEvent>);

/** Headers by which the visitor could speak for the proxy that this loop is. */
const SPOOFED = /^(x-forwarded-|forwarded$|x-real-ip$|connection$|transfer-encoding$)/;

/**
 * Reads an event.
 * @throws Error where it is neither a request in payload format 2.0 nor a task
 */
export function readEvent(event: unknown): Invocation {
  const parsed = Event.safeParse(event);
  if (!parsed.success)
    throw new Error(
      'The event is neither a request in payload format 2.0 nor a task such as {"task":"worker"}.',
    );
  const { data } = parsed;
  if ("detail" in data) return { kind: "task", ...data.detail };
  if ("task" in data) return { kind: "task", ...data };
  return { kind: "request", request: requestOf(data) };
}

function requestOf(event: z.output<typeof HttpEvent>): LocalRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers))
    if (!SPOOFED.test(name.toLowerCase())) headers[name.toLowerCase()] = value;
  if (event.cookies.length > 0) headers.cookie = event.cookies.join("; ");
  headers["x-forwarded-for"] = event.requestContext.http.sourceIp;
  const body = Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
  const { method } = event.requestContext.http;
  if (body.length > 0 || !["GET", "HEAD"].includes(method))
    headers["content-length"] = String(body.length);
  const query = event.rawQueryString ? `?${event.rawQueryString}` : "";
  return { method, path: escaped(event.rawPath) + query, headers, body };
}

/** An HTTP API unpacks the path; a request line takes no spaces and nothing beyond ASCII. */
function escaped(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()));
}

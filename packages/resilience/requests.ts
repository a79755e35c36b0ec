import { type Dice, diceOf, mutate } from "./mutations";

/** A request as it goes over the wire. */
export interface Mutated {
  /** Its number in the corpus; with the seed it makes the same request again. */
  readonly number: number;
  readonly bytes: Buffer;
  /** Whether the client hangs up once it has sent this. */
  readonly leaves: boolean;
}

export interface Corpus {
  readonly seed: number;
  readonly count: number;
  /** With port, as in a Host header. */
  readonly hosts: readonly string[];
  /** Names of hidden fields by which Next knows an action, as a page shows them. */
  readonly actions: readonly string[];
}

const ID = "00000000-0000-4000-8000-000000000000";
const TOKEN = "t".repeat(43);

const PATHS: readonly string[] = [
  "/",
  "/?page=2&status=retired&condition=mint&sort=name",
  "/items/peanut",
  "/plush/peanut",
  `/photos/${ID}/shelf.webp`,
  "/feed.xml",
  "/sitemap.xml",
  "/icon.svg",
  "/sign-in",
  "/sign-out",
  `/sign-in/confirm?email=a%40b.example&token=${TOKEN}`,
  `/welcome?token=${TOKEN}&to=%2Fstudio`,
  `/confirm?token=${TOKEN}`,
  "/confirm/accept",
  "/invitation/accept",
  "/api/auth/csrf",
  "/api/auth/signin/email",
  "/api/auth/signout",
  `/api/auth/callback/email?email=a%40b.example&token=${TOKEN}`,
  "/studio",
  "/studio/items?page=1",
  `/studio/items/${ID}`,
  "/studio/photos",
  "/studio/export/download/a.zip",
  `/studio/support/enter?token=${TOKEN}`,
  "/status",
  "/status.json",
  `/certificates/${ID}/text`,
  "/names?name=artmatt",
  `/coming/progress?operation=${ID}&token=${TOKEN}`,
  "/known-host?domain=artmatt.beanie.ty",
  "/_next/static/chunks/a.js",
  "/_next/data/build/index.json",
  "/_static/fonts/a.woff2",
  "/_files/a",
  "/readyz",
  "*",
  "http://elsewhere.example/x",
];

const METHODS: readonly string[] = [
  ..."GET GET GET GET GET GET POST POST POST HEAD".split(" "),
  ..."OPTIONS PUT DELETE TRACE PATCH SEARCH".split(" "),
];

const STATE = encodeURIComponent(JSON.stringify(["", { children: ["__PAGE__", {}] }]));

const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["rsc", "1"],
  ["next-router-state-tree", STATE],
  ["next-router-prefetch", "1"],
  ["next-router-segment-prefetch", "/_tree"],
  ["next-url", "/items/peanut"],
  ["next-action", "40".repeat(21)],
  ["x-nextjs-data", "1"],
  ["x-nextjs-postponed", "1"],
  ["next-resume", "1"],
  ["x-middleware-subrequest", "middleware"],
  ["x-forwarded-for", "203.0.113.9"],
  ["x-forwarded-host", "begin.localhost"],
  ["x-http-method-override", "POST"],
  ["accept", "text/html,*/*;q=0.8"],
  ["accept", "text/x-component"],
  ["accept-encoding", "gzip, br;q=0.5"],
  ["accept-language", "en,de;q=0.5"],
  ["cookie", `__Host-swingtag-session=${TOKEN}; __Host-swingtag-csrf=a%7Cb`],
  ["cookie", `c=${"x".repeat(20_000)}`],
  ["range", "bytes=0-10"],
  ["if-none-match", 'W/"a"'],
  ["if-modified-since", "Sun, 29 Nov 2026 00:00:00 GMT"],
  ["sec-fetch-mode", "navigate"],
  ["sec-fetch-dest", "image"],
  ["sec-purpose", "prefetch"],
  ["expect", "100-continue"],
  ["upgrade", "websocket"],
  ["traceparent", `00-${"a".repeat(32)}-${"b".repeat(16)}-01`],
  ["authorization", "Bearer a"],
  ["content-length", "7"],
  ["transfer-encoding", "chunked"],
];

const TYPES: readonly string[] = [
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=end",
  "text/plain;charset=UTF-8",
  "application/json",
  "multipart/form-data",
];

/** The corpus: sound requests of which most are changed somewhere, one after the other. */
export function* requestsOf(corpus: Corpus): Generator<Mutated> {
  for (let number = 0; number < corpus.count; number++)
    yield { number, ...requestOf(diceOf(corpus.seed * 1_000_003 + number), corpus) };
}

function requestOf(dice: Dice, { hosts, actions }: Corpus): Omit<Mutated, "number"> {
  const method = dice.pick(METHODS);
  const host = dice.pick(hosts);
  const sound = dice.pick(PATHS);
  const path = dice.oneIn(2) ? sound : mutate(sound, dice);
  const headers = new Map<string, string>([["host", host]]);
  for (let more = dice.roll(5); more > 0; more--) {
    const [name, value] = dice.pick(HEADERS);
    headers.set(name, dice.oneIn(3) ? mutate(value, dice) : value);
  }
  let body = "";
  if (method === "POST" || dice.oneIn(12)) {
    const type = dice.pick(TYPES);
    const whole = bodyOf(type, dice, actions);
    body = dice.oneIn(2) ? whole : mutate(whole, dice);
    headers.set("content-type", type);
    headers.set(
      "origin",
      dice.pick([`http://${host}`, `http://${host}`, "null", "http://a.example"]),
    );
    if (!headers.has("transfer-encoding") && !headers.has("content-length"))
      headers.set("content-length", String(Buffer.byteLength(body, "latin1")));
  }
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, ...lines, "connection: close", "", ""].join("\r\n");
  const bytes = Buffer.from((dice.oneIn(16) ? mutate(head, dice) : head) + body, "latin1");
  if (!dice.oneIn(6)) return { bytes, leaves: false };
  // Hangs up in the middle, or after all of it and before the answer.
  return {
    bytes: bytes.subarray(0, dice.oneIn(3) ? bytes.length : dice.roll(bytes.length)),
    leaves: true,
  };
}

function bodyOf(type: string, dice: Dice, actions: readonly string[]): string {
  const fields: [string, string][] = [
    ["email", "somebody@corpus.example"],
    ["name", `corpus-${dice.roll(1000)}`],
    ["token", TOKEN],
    ["csrfToken", "a"],
    ["file", "\u0000\u00ff\u00d8"],
  ];
  if (dice.oneIn(2)) fields.unshift([dice.pick([...actions, `$ACTION_ID_${"40".repeat(21)}`]), ""]);
  if (type.includes("json")) return JSON.stringify(Object.fromEntries(fields));
  if (type.includes("urlencoded")) return new URLSearchParams(fields).toString();
  if (type.startsWith("text/plain")) return JSON.stringify([Object.fromEntries(fields), "$K1"]);
  const parts = fields.map(
    ([name, value]) =>
      `--end\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--end--\r\n`;
}

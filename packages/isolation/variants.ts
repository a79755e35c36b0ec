import type { Move } from "./crowd";
import type { Person } from "./people";
import type { TestTenant } from "./tenants";

/** Ways to ask for the same address, each of which a cache or router might answer differently. */
export const VARIANTS: readonly {
  readonly name: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}[] = [
  { name: "plain" },
  { name: "router", headers: { rsc: "1" }, query: "_rsc=1a2b3" },
  {
    name: "prefetch",
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
    query: "_rsc=4c5d6",
  },
  { name: "head", method: "HEAD" },
  { name: "range", headers: { range: "bytes=0-65535", "if-range": '"x"' } },
  {
    name: "revalidation",
    headers: { "if-none-match": "*", "if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT" },
  },
  { name: "json", headers: { accept: "application/json", "x-requested-with": "XMLHttpRequest" } },
  { name: "component", headers: { accept: "text/x-component", "next-url": "/studio" } },
  { name: "compressed", headers: { "accept-encoding": "gzip, br" } },
  {
    name: "internal headers",
    headers: {
      "x-middleware-subrequest": "middleware",
      "x-nextjs-data": "1",
      "x-matched-path": "/[tenant]",
    },
  },
];

/** Shared by all attackers: a request of somebody, varied. */
export function moveOf(
  kind: string,
  by: Person,
  to: TestTenant,
  path: string,
  variant: (typeof VARIANTS)[number],
  check?: Move["check"],
): Move {
  const { query, method, headers } = variant;
  return {
    kind,
    by,
    to,
    check,
    asking: {
      host: to.host,
      path: query ? `${path}${path.includes("?") ? "&" : "?"}${query}` : path,
      method,
      headers: { ...headers, ...by.headers },
    },
  };
}

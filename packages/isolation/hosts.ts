import type { Move } from "./crowd";
import type { People, Person } from "./people";
import type { TestTenant } from "./tenants";

/**
 * The one Host header alone decides which site answers. These moves name the neighbour in every other way, as
 * the attacker and as nobody, on pages that show the neighbour's secrets to its own people.
 * @param paths of the neighbour's, such as an item's page or a photo's file
 */
export function hostMoves(
  people: People,
  own: TestTenant,
  theirs: TestTenant,
  paths: readonly string[],
): Move[] {
  const [apex = "", port = ""] = [
    theirs.host.split(".").slice(1).join(".").split(":")[0],
    theirs.host.split(":")[1],
  ];
  const name = theirs.slug;
  const prefixed = (path: string) => [
    `/${name}${path}`,
    `/%2e%2e/${name}${path}`,
    `/${encodeURIComponent(name)}%2f${path.slice(1)}`,
    `//${name}${path}`,
    `/.//${name}${path}`,
    `/www/../${name}${path}`,
    `/x/..%2f..%2f${name}${path}`,
    `/%5c${name}${path}`,
    `/[tenant]${path}`,
    `http://${theirs.host}${path}`,
    `/_next/data/x/${name}${path}.json`,
    `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`,
    `/_next/image?url=${encodeURIComponent(`http://${theirs.host}${path}`)}&w=64&q=75`,
    `/_next/static/..%2f..%2f${name}${path}`,
    `/_next/../${name}${path}`,
    `/${name}${path}?__nextDefaultLocale=${name}`,
    `${path}?tenant=${name}&nxtPtenant=${name}`,
  ];
  const headed: Readonly<Record<string, string>>[] = [
    { "x-forwarded-host": theirs.host },
    { forwarded: `host=${theirs.host}` },
    { "x-host": theirs.host, "x-original-host": theirs.host, "x-http-host-override": theirs.host },
    { "x-tenant": name, "x-tenant-id": theirs.tenant.id, "x-swingtag-tenant": name },
    { "x-swingtag-destination": `site ${name}` },
    {
      "x-original-url": `/${name}${paths[0] ?? "/"}`,
      "x-rewrite-url": `/${name}${paths[0] ?? "/"}`,
    },
    { "x-middleware-rewrite": `/${name}${paths[0] ?? "/"}` },
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-invoke-path": `/${name}${paths[0] ?? "/"}`, "x-matched-path": `/${name}` },
    { "x-nextjs-rewritten-path": `/${name}`, "next-url": `/${name}` },
    { "x-now-route-matches": `1=${name}`, "x-nextjs-postponed": "1" },
    { origin: `http://${theirs.host}`, referer: `http://${theirs.host}/studio` },
  ];
  const askers: readonly Person[] = [people.visitor, people.owner];
  const moves: Move[] = [];
  const add = (by: Person, host: string | string[], path: string, headers = {}) =>
    moves.push({
      kind: "host",
      by,
      // The attacker's own site must answer, or none.
      to: own,
      asking: { host, path, headers: { ...headers, ...by.headers } },
    });
  for (const by of askers) {
    for (const path of paths) for (const one of prefixed(path)) add(by, own.host, one);
    for (const headers of headed)
      for (const path of paths.slice(0, 3)) add(by, own.host, path, headers);
    for (const path of paths) {
      add(by, [own.host, theirs.host], path);
      add(by, [theirs.host, own.host], path);
      add(by, `${own.host},${theirs.host}`, path);
      add(by, `${own.host}@${theirs.host}`, path);
      add(by, `${name}.${own.host}`, path);
      add(by, `${own.slug}.${theirs.host}`, path);
      add(by, `www.${apex}:${port}`, `/${name}${path}`);
      add(by, `operator.${apex}:${port}`, `/${name}${path}`);
      add(by, `${apex}:${port}`, `/${name}${path}`);
      add(by, `${name}%00.${apex}:${port}`, path);
      add(by, "localhost", `/${name}${path}`);
      add(by, "127.0.0.1", path, { "x-forwarded-host": theirs.host });
      add(by, "", path);
    }
  }
  return moves;
}

import type { ConsoleTenant } from "@/db/platform/queries/console";
import type { Database } from "@/db/platform/queries/databases";

/** Where a site may move: another tier, another pool by name, an own database on another server. */
export function destinations({
  tenant,
  databases,
}: {
  readonly tenant: ConsoleTenant;
  readonly databases: readonly Database[];
}) {
  const pools = databases.filter(
    ({ kind, state, name }) => kind === "pool" && state === "ready" && name !== tenant.databaseName,
  );
  // The server of a stack (NAME@host:port) serves one site, so no other site may move there.
  const servers = [...new Set(databases.map(({ server }) => server))].filter(
    (server) =>
      server !== "" &&
      !server.includes("@") &&
      !(tenant.placement === "own" && tenant.server === server),
  );
  return [
    ...TIERS.filter(({ value }) => value !== tenant.placement),
    ...pools.map(({ name }) => ({ value: `in ${name}`, label: `the pool ${name}` })),
    ...servers.map((server) => ({
      value: `own ${server}`,
      label: `a database of its own on ${server}`,
    })),
  ];
}

const TIERS = [
  { value: "pool", label: "the pool with the most room" },
  { value: "own", label: "a database of its own" },
  { value: "stack", label: "a stack of its own" },
];

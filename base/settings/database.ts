import { z } from "zod";
import { commaList, wholeNumber } from "./shapes.ts";

const isPostgresUrl = (text: string) => /^postgres(ql)?:\/\/[^/]/.test(text) && URL.canParse(text);

/** Where the data lie, and how this process reaches them. */
export const databaseSettings = {
  SECRET: {
    schema: z.string().min(32, "needs at least 32 characters"),
    says: "One secret of at least 32 characters; keys for sessions, hand-overs and database roles derive from it. The demo makes its own. Required.",
  },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://host:5432" }),
    says: "The Postgres server. Setup needs its administrator in the URL; the running app logs in with roles of its own and ignores that part. The demo and the tests start a Postgres of their own where none is given. Required.",
  },
  DATABASE_SERVERS: {
    schema: commaList.refine(
      (list) => list.every(isPostgresUrl),
      "takes postgres:// addresses, comma-separated",
    ),
    says: "Further Postgres servers that may hold tenants, comma-separated, each with its administrator in the URL. Only the worker and the command line log in as that.",
  },
  DATABASE_PREFIX: {
    schema: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/, "takes a-z, 0-9 and _")
      .default("swingtag"),
    says: "What the names of databases and login roles start with, so that two installations can share a server.",
  },
  DATABASE_GUARD: {
    schema: z.enum(["full", "managed"]).default("full"),
    says: "`managed` where the administrator of the Postgres server is no superuser, as on RDS: what can't be revoked there is walled off another way. `full` refuses such a server. See docs/decisions/roles.md.",
  },
  DATABASE_POOLER: {
    schema: z.enum(["none", "transaction"]).default("none"),
    says: "`transaction` when DATABASE_URL points at a pooler in transaction mode such as PgBouncer: prepared statements are then not used.",
  },
  DATABASE_TRACE: {
    schema: z.enum(["on", "off"]).optional(),
    says: "Whether transactions tell Postgres their trace, in a comment and in application_name, so that its own log lines are found with the app's: `on` where OTLP_URL is given, else `off`.",
  },
  POOLER_PASSWORD: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9]{16,}$/, "takes at least 16 letters and digits")
      .optional(),
    says: "The password of the login `pooler`, as which PgBouncer asks who may enter. Only setup reads it, and then keeps the list that PgBouncer asks: for servers such as RDS, whose administrator may not read Postgres's own. See docs/decisions/aws.md.",
  },
  DATABASE_CONNECTIONS: {
    schema: wholeNumber(2, 200).default(10),
    says: "Connections this process may hold to one database.",
  },
  DATABASE_CONNECTIONS_TOTAL: {
    schema: wholeNumber(4, 5000).default(60),
    says: "Connections this process may hold to all databases together. The least recently used are closed first.",
  },
} as const;

import { type AdminSql, adminOf } from "@/db/servers";

/** Works as the server's administrator and hangs up. */
export async function onServer(
  server: string,
  work: (admin: AdminSql) => Promise<void>,
): Promise<void> {
  const admin = adminOf({ server });
  await work(admin).finally(() => admin.end({ timeout: 5 }));
}

/** A server in words; empty is the platform’s own. */
export function nameOf(server: string): string {
  return server || "the platform's server";
}

import type { Tenant } from "@/db/scope";

/** What `server/access/tenants.ts` would be with one tenant: nothing is looked up. */
const THE_ONE: Tenant = {
  id: process.env.BENCH_TENANT ?? "",
  slug: process.env.BENCH_SLUG ?? "",
  state: "active",
  confirmed: true,
  placement: "pool",
  database: { name: "", server: "", generation: 0 },
};

export const FRESH = 0;

export async function lookUp(): Promise<{ tenant: Tenant; former: null }> {
  return { tenant: THE_ONE, former: null };
}

export async function tenantNamed(): Promise<Tenant> {
  return THE_ONE;
}

export function forgetTenant(): void {}

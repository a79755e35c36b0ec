import type { Page } from "playwright/test";
import { platform } from "@/db/platform/door";
import { findTenant } from "@/db/platform/queries/tenants";
import { at } from "./addresses";

/** Opens a page and waits for the runtime, without which a button does nothing yet. */
export async function go(page: Page, path: string, host = "operator"): Promise<void> {
  await page.goto(at(host, path), { waitUntil: "networkidle" });
}

/** The id of a site. @throws Error when there is none of this name */
export async function tenantIdOf(name: string): Promise<string> {
  const tenant = await platform.read((tx) => findTenant(tx, name));
  if (!tenant) throw new Error(`There is no ${name}.`);
  return tenant.id;
}

import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/base/env";
import { generateTenants } from "@/db/seed/generator";
import { prepareTenantDatabase } from "@/db/setup";
import { type Answer, ask, quantile } from "./load";
import type { Testbed } from "./testbed";

/** Each round measures both sides in turn; the figure compares all requests of one side with all of the other. */
export const ROUNDS = 6;

/** Requests of one site in one round, and the milliseconds between them. */
const REQUESTS = 120;
const BETWEEN = 15;

/** A site in a database of its own, full of items. */
export async function makeOwn(testbed: Testbed, prefix: string, items: number) {
  const { DATABASE_PREFIX, SECRET } = env();
  const database = `${DATABASE_PREFIX}_own_${prefix}`;
  const installation = { adminUrl: testbed.adminUrl, prefix: DATABASE_PREFIX, secret: SECRET };
  await prepareTenantDatabase(installation, database, "own", testbed.report);
  const [tenant] = await generateTenants({ tenants: 1, items, prefix, databaseName: database });
  if (!tenant) throw new Error("The generator made no tenant.");
  return { slug: tenant.slug, database };
}

/** One visitor who asks for the shelf again and again, with a pause between. */
export async function visit(port: number, slug: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < REQUESTS; at++) {
    answers.push(await ask({ port, host: `${slug}.localhost` }));
    await pause(BETWEEN);
  }
  return answers;
}

/** In milliseconds. */
export function p99Of(answers: readonly Answer[]): number {
  return quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );
}

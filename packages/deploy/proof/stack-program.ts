import { env } from "@/base/env";
import { closePools } from "@/db/pools";
import { adminOf } from "@/db/servers";
import { namesOf } from "@/db/setup";
import { openGround } from "@/packages/deploy/stack/drivers";
import { prepareDemo } from "@/packages/local/installation";

/** What `stack-processes.ts` does with the settings of its platform. */
const [task, name = ""] = process.argv.slice(2);
if (task === "prepare") await prepare();
if (task === "hurry") await hurryRemovals();
if (task === "remove") await removeStack();
await closePools();
process.exit(0);

async function prepare(): Promise<void> {
  const { DATABASE_URL: adminUrl, DATABASE_PREFIX: prefix, SECRET: secret } = env();
  await prepareDemo({ adminUrl, prefix, secret }, () => {});
}

/** Makes the removal of old copies due now; otherwise it would be due in a day. */
async function hurryRemovals(): Promise<void> {
  const admin = adminOf({ server: "", name: namesOf(env().DATABASE_PREFIX).platform });
  await admin`update operations set run_at = now() where kind = 'retire-copy' and state = 'waiting'`;
  await admin`
    select graphile_worker.reschedule_jobs(array_agg(j.id), run_at => now())
    from graphile_worker.jobs j join operations o on o.id::text = j.key where o.kind = 'retire-copy'`;
  await admin.end();
}

async function removeStack(): Promise<void> {
  const driver = await openGround(env().STACKS);
  await driver.remove(name, async () => {}, new AbortController().signal);
}

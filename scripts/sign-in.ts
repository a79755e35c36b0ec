import { closePools } from "@/db/pools";
import { makeOwnerSignIn } from "./owner-sign-in";

/** `tsx scripts/sign-in.ts artmatt` prints a one-time link that signs the site's owner in. Demo only. */
const [site] = process.argv.slice(2);
if (!site) {
  process.stderr.write("Say which site: tsx scripts/sign-in.ts artmatt\n");
  process.exit(1);
}
process.stdout.write(`${await makeOwnerSignIn(site)}\n`);
await closePools();

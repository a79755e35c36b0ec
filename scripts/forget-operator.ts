import { platform } from "@/db/platform/door";
import { forgetOperator } from "@/db/platform/queries/operators";
import { closePools } from "@/db/pools";

/** `tsx scripts/forget-operator.ts ann@example.org`: for a lost authenticator; the next sign-in sets one up. */
const [email = ""] = process.argv.slice(2);
const forgotten = await platform.write((tx) => forgetOperator(tx, email.trim().toLowerCase()));
if (forgotten) process.stdout.write("Forgotten. The next sign-in sets up a new authenticator.\n");
else process.stderr.write("Nobody with this address has set up an authenticator.\n");
process.exitCode = forgotten ? 0 : 1;
await closePools();

import { env } from "@/base/env";
import { closePools } from "@/db/pools";
import { codeForDemo, linkForDemo } from "@/server/operator/demo";

/** `tsx scripts/operator-code.ts` prints a link to the console and the present code. Demo only. */
const [email = env().OPERATORS[0] ?? ""] = process.argv.slice(2);
const code = await codeForDemo(email);
process.stdout.write(`${await linkForDemo(email)}\n`);
process.stdout.write(
  code ? `Code ${code}\n` : "The code stands on the page that the link leads to.\n",
);
await closePools();

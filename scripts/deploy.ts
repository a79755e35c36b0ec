import { join } from "node:path";
import { runDeploy } from "@/packages/deploy/program";

/** `npm run deploy -- emit|diff|up|down|status --target …`: see `--help` and docs/guides. */
const root = join(import.meta.dirname, "..");

process.exit(
  await runDeploy(
    process.argv.slice(2),
    { out: (text) => process.stdout.write(text), error: (text) => process.stderr.write(text) },
    { emitted: join(root, "deploy/out"), state: join(root, ".data/deploy") },
  ),
);

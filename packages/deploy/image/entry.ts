import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";

/**
 * The image's entry point: `swingtag web|worker|setup|collector|tenants …|lambda`. The process it names runs in this
 * very one, so that signals reach it.
 */
const COMMANDS: Readonly<Record<string, string>> = {
  web: "serves every site",
  worker: "runs jobs",
  setup: "creates and migrates the databases, then ends",
  collector: "receives logs, traces and metrics",
  tenants: "looks after sites: swingtag tenants --help",
  lambda: "serves every site on AWS Lambda",
  health: "asks the container's own process whether it can serve",
};

const [name = ""] = process.argv.slice(2);
if (!Object.hasOwn(COMMANDS, name)) {
  const list = Object.entries(COMMANDS).map(([command, says]) => `  ${command.padEnd(10)} ${says}`);
  const wrong = name ? `There is no command ${name}.` : "Say what to run.";
  process.stderr.write(`${wrong} These exist:\n${list.join("\n")}\n`);
  process.exit(2);
}

// As process 1 of a container, Node ignores these signals until there is a listener.
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(signal === "SIGTERM" ? 143 : 130);
  });

process.chdir(join(import.meta.dirname, ".."));
if (name === "web" || name === "lambda") {
  // What next.config.js said when the pages were built; the file itself is not here.
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}
enableCompileCache(join(import.meta.dirname, "../.compiled"));
process.argv.splice(1, 2, `swingtag ${name}`);
const program: string = `./${name}.mjs`;
await import(program);

import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { serveInvocations, tellUnable } from "./loop";
import { runTask } from "./task";

/**
 * `swingtag lambda`: the web process, and beside it the loop that passes Lambda's invocations on to it. Where AWS's
 * Web Adapter is in the image, it passes them on instead; it finds port and path in AWS_LWA_PORT and
 * AWS_LWA_READINESS_CHECK_PATH, which the image sets.
 */
const ADAPTER = "/opt/extensions/lambda-adapter";
const api = process.env.AWS_LAMBDA_RUNTIME_API;
const port = Number(process.env.PORT || "3000");

if (!api) {
  process.stderr.write(
    "swingtag lambda runs on AWS Lambda, which says where its Runtime API is in AWS_LAMBDA_RUNTIME_API. Elsewhere run swingtag web.\n",
  );
  process.exit(2);
}

const web: string = "./web.mjs";
try {
  await import(web);
  while (!(await isListening())) await pause(5);
} catch (error) {
  await tellUnable(api, error);
  process.exit(1);
}

if (!existsSync(ADAPTER)) {
  const leaving = new AbortController();
  process.once("SIGTERM", () => leaving.abort());
  const program = [process.execPath, join(import.meta.dirname, "swingtag.mjs")] as const;
  await serveInvocations({
    api,
    port,
    run: (task, signal) => runTask(task, [...program], signal),
    signal: leaving.signal,
  });
}

async function isListening(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

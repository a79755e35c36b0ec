import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { vi } from "vitest";
import { freePort } from "@/base/free-port";

const moto = programOf("moto_server");

/** Whether this machine has a server that plays S3, or another service of AWS. Prints a warning if it has none. */
export function hasBucketServer(service = "S3"): boolean {
  if (moto === "")
    process.stderr.write(
      `\nSKIPPED: no ${service} to talk to. Install moto's server (pip install 'moto[server]') to run it.\n\n`,
    );
  return moto !== "";
}

/**
 * Starts an S3 with one empty bucket and points this process's AWS settings at it.
 * @returns its address, and what ends it
 */
export async function startBucketServer(
  bucket: string,
): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const server = await startAmazon("us-east-1");
  const client = new S3Client({ forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return server;
}

/**
 * Starts an empty server that plays AWS, and points this process's AWS settings at it.
 * @returns its address, and what ends it
 */
export async function startAmazon(
  region: string,
): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  const server = spawn(moto, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const answers = () =>
    fetch(endpoint).then(
      () => true,
      () => false,
    );
  await vi.waitUntil(answers, { timeout: 30_000, interval: 100 });
  return {
    endpoint,
    async stop() {
      if (server.exitCode !== null) return;
      server.kill();
      await once(server, "exit");
    },
  };
}

/** Where a program lies on this machine, or empty. */
function programOf(name: string): string {
  const folders = (process.env.PATH ?? "").split(":");
  return folders.map((path) => join(path, name)).find((path) => existsSync(path)) ?? "";
}

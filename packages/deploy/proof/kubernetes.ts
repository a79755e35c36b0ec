import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { emit } from "@/packages/deploy/emit";
import { buildImage } from "@/packages/deploy/image/build";
import { imageFiles } from "@/packages/deploy/image/dockerfile";
import { docker, dockerProgram } from "@/packages/deploy/image/engine";
import { readDeployment } from "@/packages/deploy/settings";
import { everyDocument, place } from "@/packages/deploy/targets/kubernetes/documents";
import { databaseImageOf } from "@/packages/deploy/targets/kubernetes/ground";
import { target } from "@/packages/deploy/targets/kubernetes/target";
import { lacksForBases, makeBases } from "./base";
import { engineForProof, lacksAnyEngine } from "./own-engine";
import { type Node, type Started, startPod } from "./pods";
import type { Proof } from "./proof";

const run = promisify(execFile);

const CACHE = process.env.SWINGTAG_BASES ?? join(import.meta.dirname, "../../../.data/bases");

/** How long a container may take to be ready, in milliseconds. */
const PATIENCE = 120_000;

/**
 * The containers of the emitted pods, run as a node would run them: as nobody, on a root that nobody writes to. What a
 * cluster does around them (ingress, policies, scheduling, certificates) is not here.
 */
export const podsOnAnEngine: Proof = {
  name: "kubernetes",
  lacks: async () => (await lacksAnyEngine()) ?? (await lacksForBases()),
  async run(step, measure, signal) {
    const endEngine = await engineForProof(signal);
    const scratch = await mkdtemp(join(tmpdir(), "swingtag-kubernetes-"));
    const mark = `swingtag-pods-${randomInt(1000, 9999)}`;
    const deployment = readDeployment({ domain: "localhost", version: mark });
    const placed = place(deployment);
    const images = [placed.app.image, databaseImageOf(placed)] as const;
    const node: Node = { mark, documents: everyDocument(placed), secrets: secretsFor(mark) };
    const began = performance.now();
    const started: Started[] = [];
    const runs = async (maker: string) => {
      const one = await startPod(node, maker);
      started.push(one);
      await until(one.isReady, one.name, signal);
    };
    try {
      await step("both images build from what is emitted", async () => {
        await makeBases({ cache: CACHE, say: () => {}, signal });
        await emit(target, deployment, join(scratch, "out"));
        const image = { ...target, emit: async () => imageFiles(deployment) };
        await emit(image, deployment, join(scratch, "image"));
        const folder = join(scratch, "image");
        await buildImage({ folder, image: images[0], say: () => {}, signal });
        const database = join(scratch, "out/database");
        await docker(["build", "--network", "host", "--tag", images[1], database], signal);
      });
      await docker(["network", "create", "--internal", mark]);
      const up = performance.now();
      await step("Postgres and PgBouncer are ready by their own probes", async () => {
        await runs("StatefulSet postgres");
        await runs("Deployment pgbouncer");
      });
      await step("setup runs to its end", async () => {
        const setup = await startPod(node, "Job setup", "setup");
        await ended(setup.name);
      });
      await step("collector, web and worker are ready by their own probes", async () => {
        for (const name of ["collector", "web", "worker"]) await runs(`Deployment ${name}`);
      });
      measure("pods, from nothing to all ready", seconds(up));
      await step("the apex answers as behind an ingress", async () => {
        const ask = `require("node:http").get({ port: 3000, headers: { host: "localhost" } }, (answer) => process.exit(answer.statusCode === 200 ? 0 : 1))`;
        await docker(["exec", `${mark}-web`, "node", "--eval", ask]);
      });
      await step("nobody in them is root, or can write to the image", async () => {
        for (const { name } of started) {
          const words = ["exec", name, "sh", "-c", "test $(id -u) -ne 0 && ! touch /etc/x /usr/x"];
          await docker(words);
        }
      });
      await step("the nightly dump is whole, and the doctor finds nothing", async () => {
        for (const name of ["backup", "doctor"]) {
          const job = await startPod(node, `CronJob ${name}`);
          await ended(job.name);
        }
      });
      await step("each ends by itself within its grace when it is told to", async () => {
        for (const { name } of started.reverse()) {
          await docker(["stop", "--time", "60", name]);
          const code = await docker(["inspect", "--format", "{{.State.ExitCode}}", name]);
          if (code !== "0") throw new Error(`${name} ended with ${code}.`);
        }
      });
      measure("kubernetes proof, all of it", seconds(began));
    } finally {
      await removeAll(mark, images);
      await rm(scratch, { recursive: true, force: true });
      await endEngine();
    }
  },
};

function secretsFor(mark: string): Record<string, string> {
  return {
    secret: mark.repeat(3),
    "postgres-password": mark,
    "pooler-password": `${mark}-pooler`,
    "database-url": `postgres://postgres:${mark}@postgres:5432/postgres`,
  };
}

async function until(holds: () => Promise<boolean>, name: string, signal: AbortSignal) {
  for (const end = Date.now() + PATIENCE; !(await holds()); ) {
    if (Date.now() > end) throw new Error(`${name} does not get ready: ${await linesOf(name)}`);
    await pause(500, undefined, { signal });
  }
}

async function ended(name: string): Promise<void> {
  const code = await docker(["wait", name]);
  if (code !== "0") throw new Error(`${name} ended with ${code}: ${await linesOf(name)}`);
}

/** What it wrote last, on both streams: programs say what is wrong on either. */
async function linesOf(name: string): Promise<string> {
  const words = ["logs", "--tail", "20", name];
  const { stdout, stderr } = await run(await dockerProgram(), words);
  return `${stdout}${stderr}`;
}

async function removeAll(mark: string, images: readonly string[]): Promise<void> {
  const listed = async (...words: string[]) =>
    (await docker([...words, "--filter", `name=${mark}`])).split("\n").filter(Boolean);
  for (const id of await listed("ps", "--all", "--quiet")) await docker(["rm", "--force", id]);
  for (const name of await listed("volume", "ls", "--quiet")) await docker(["volume", "rm", name]);
  for (const id of await listed("network", "ls", "--quiet")) await docker(["network", "rm", id]);
  for (const image of images) await docker(["image", "rm", "--force", image]).catch(() => "");
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

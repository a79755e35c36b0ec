import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { StackDriver, StackOrder } from "@/jobs/stack-driver";
import { docker } from "@/packages/deploy/image/engine";
import { openGround } from "@/packages/deploy/stack/drivers";
import { builtImage, lacksForImage } from "./built-image";
import type { Proof } from "./proof";

const SOCKET = "/var/run/docker.sock";

/** A tenant's stack on a real engine: completed after it was broken off anywhere, renewed while it serves, gone. */
export const stackCompose: Proof = {
  name: "a stack as a compose project",
  lacks: lacksForImage,
  async run(step, measure, signal) {
    const { image, remove } = await builtImage(signal);
    const network = `swingtag-proof-${randomInt(1_000_000)}`;
    const ours = orderOf(image);
    const theirs = orderOf(image);
    const driver = await openGround(`compose://${socketOf()}?network=${network}`);
    try {
      await docker(["network", "create", network], signal);
      await step(
        "a stack that was broken off at each step is completed by the next try",
        async () => {
          for (const words of [
            "Starting its Postgres",
            "Setting it up",
            "Starting its web process",
          ])
            await breakOff(driver, ours, words);
          const began = performance.now();
          await driver.ensure(ours, async () => {}, signal);
          measure("stack completed after the last break", seconds(began));
          await expectContainers(ours.name, 4);
        },
      );
      await step("the same order again changes nothing", async () => {
        const before = await containersOf(ours.name);
        await driver.ensure(ours, async () => {}, signal);
        const after = await containersOf(ours.name);
        if (before.join() !== after.join()) throw new Error(`${before} became ${after}.`);
      });
      const began = performance.now();
      const at = await driver.ensure(theirs, async () => {}, signal);
      measure("a stack from nothing to ready", seconds(began));
      await step("the platform's network reaches its web process and its Postgres", async () => {
        const { host } = new URL(`tcp://${at.server}`);
        await inNetwork(network, image, `${REACH}(${JSON.stringify([at.origin, host])})`);
      });
      await step("other settings renew it while its web process goes on answering", async () => {
        const watching = docker([
          ...["run", "--detach", "--network", network, "--name", `${network}-watch`],
          ...["--entrypoint", "node", image, "-e", `${WATCH}(${JSON.stringify(at.origin)})`],
        ]);
        await watching;
        await driver.ensure(
          { ...theirs, settings: { ...theirs.settings, LOG_LEVEL: "warn" } },
          async () => {},
          signal,
        );
        await docker(["stop", `${network}-watch`], signal);
        const [asked = 0, failed = 0] = (await docker(["logs", `${network}-watch`]))
          .split(" ")
          .map(Number);
        measure("requests while it was renewed", `${asked}, ${failed} of them not answered`);
        if (asked === 0 || failed > 0) throw new Error(`${failed} of ${asked} requests failed.`);
        await expectContainers(theirs.name, 4);
      });
      await step("removing ours leaves nothing of it, and theirs as it was", async () => {
        await driver.remove(ours.name, async () => {}, signal);
        await driver.remove(ours.name, async () => {}, signal);
        const label = `label=com.docker.compose.project=${ours.name}`;
        for (const kind of ["container", "network", "volume"]) {
          const all = kind === "container" ? ["--all"] : [];
          const left = await docker([kind, "ls", "--quiet", ...all, "--filter", label]);
          if (left) throw new Error(`A ${kind} of ${ours.name} is left: ${left}.`);
        }
        await expectContainers(theirs.name, 4);
        const names = await driver.list();
        if (names.join() !== theirs.name) throw new Error(`The engine lists ${names}.`);
      });
    } finally {
      const after = new AbortController().signal;
      for (const { name } of [ours, theirs]) await driver.remove(name, async () => {}, after);
      await docker(["rm", "--force", `${network}-watch`]).catch(() => {});
      await docker(["network", "rm", network]).catch(() => {});
      await remove();
    }
  },
};

/** Where DOCKER_HOST says that the engine listens. */
function socketOf(): string {
  const host = process.env.DOCKER_HOST ?? `unix://${SOCKET}`;
  return host.startsWith("unix://") ? host.slice("unix://".length) : SOCKET;
}

function orderOf(image: string): StackOrder {
  const name = `s${String(randomInt(100_000_000)).padStart(8, "0")}`;
  return {
    name,
    image,
    databasePassword: `password of ${name}`,
    settings: {
      SECRET: `a secret of at least 32 characters, of ${name}`,
      STACK: name,
      BASE_DOMAIN: "localhost",
      PUBLIC_SCHEME: "http",
      PUBLIC_PORT: "3000",
      DEMO: "1",
      SPARES: "0",
    },
  };
}

/** Ends the making of a stack where it says these words, as a killed worker would. */
async function breakOff(driver: StackDriver, order: StackOrder, words: string): Promise<void> {
  const breaking = new AbortController();
  const progress = async (said: string) => {
    if (!said.startsWith(words)) return;
    // The engine still completes the requests that were sent before the break.
    await pause(300);
    breaking.abort(new Error("broken off"));
    breaking.signal.throwIfAborted();
  };
  const ended = await driver.ensure(order, progress, breaking.signal).then(
    () => "whole",
    () => "broken off",
  );
  if (ended === "whole") throw new Error(`It never said "${words}".`);
}

async function containersOf(name: string): Promise<string[]> {
  const label = `label=com.docker.compose.project=${name}`;
  const ids = await docker(["ps", "--all", "--no-trunc", "--quiet", "--filter", label]);
  return ids.split("\n").filter(Boolean).sort();
}

async function expectContainers(name: string, count: number): Promise<void> {
  const found = await containersOf(name);
  if (found.length !== count) throw new Error(`${name} has ${found.length} containers.`);
}

const REACH = `(async ([origin, server]) => {
  const { status } = await fetch(origin + "/readyz");
  if (status !== 200) throw new Error("web says " + status);
  const [host, port] = server.split(":");
  await new Promise((resolve, reject) =>
    require("node:net").connect(Number(port), host, resolve).once("error", reject));
  process.exit(0);
})`;

/** Asks again and again, each time by name; says how often, and how often in vain, when it is stopped. */
const WATCH = `((origin) => {
  let asked = 0, failed = 0;
  const end = () => { console.log(asked + " " + failed); process.exit(0); };
  process.on("SIGTERM", end);
  (async () => {
    for (;;) {
      const well = await fetch(origin + "/healthz", { headers: { connection: "close" } })
        .then(({ ok, text }) => ok, () => false);
      asked++;
      if (!well) failed++;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
})`;

async function inNetwork(network: string, image: string, program: string): Promise<void> {
  await docker(["run", "--rm", "--network", network, "--entrypoint", "node", image, "-e", program]);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

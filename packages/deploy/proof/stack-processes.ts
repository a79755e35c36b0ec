import { access, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/base/free-port";
import { startEmbedded } from "@/db/embedded";
import type { Proof } from "./proof";
import { type Answer, beginPlatform, DOMAIN, data, request, until } from "./stack-platform";

/** A site moves to a stack that is really one, is served from there, and comes back; nothing else is simulated. */
export const stackProcesses: Proof = {
  name: "a stack of processes",
  lacks: async () => null,
  async run(step, measure, signal) {
    await rm(data, { recursive: true, force: true });
    await mkdir(data, { recursive: true });
    const postgres = await startEmbedded({ folder: join(data, "postgres"), durable: false });
    const port = await freePort();
    const place = await beginPlatform(postgres.url, port, signal).catch(async (error: unknown) => {
      await postgres.stop();
      throw error;
    });
    const { ask, cli, workers } = place;
    try {
      const link = (await place.run(["scripts/sign-in.ts", "artmatt"])).trim();
      const early = (await place.run(["scripts/sign-in.ts", "artmatt"])).trim();
      const cookie = cookieIn(await ask("artmatt", callbackOf(early)));
      const before = await ask("artmatt", "/");
      const photo = /\/photos\/[^"]+?\.webp/.exec(before.text)?.[0] ?? "/icon.svg";
      const picture = await ask("artmatt", photo);
      if ((await ask("artmatt", "/studio", cookie)).status !== 200)
        throw new Error("The owner is not signed in before the move.");

      const began = performance.now();
      let moved = performance.now();
      await step(
        "a worker that is killed while it makes the stack is followed by one that goes on",
        async () => {
          const first = workers.start();
          await cli("move", "artmatt", "--to", "stack", "--reason", "proof", "--no-wait");
          await until(signal, async () => (await stacksIn(data)).length === 1);
          await workers.kill(first);
          moved = performance.now();
          workers.start();
          const watching = watch(() => ask("artmatt", "/"));
          await until(signal, async () => placementIn(await cli("show", "artmatt")) === "stack");
          const { asked, failed } = await watching.end();
          measure("taken up and moved to a stack", seconds(performance.now() - moved));
          measure("requests while it moved", `${asked}, ${failed} of them not answered with 200`);
          if (failed > 0) throw new Error(`${failed} of ${asked} requests failed during the move.`);
          if ((await stacksIn(data)).length !== 1) throw new Error("There is more than one stack.");
        },
      );
      const [name = ""] = await stacksIn(data);
      const log = () => readFile(join(data, "stacks", name, "web.log"), "utf8");

      await step("its pages come from the stack, under the platform's request ids", async () => {
        const page = await ask("artmatt", "/");
        if (page.status !== 200) throw new Error(`The page is ${page.status}.`);
        await until(signal, async () => (await log()).includes(page.id));
        if ((await ask("begin", "/")).status !== 200) throw new Error("Theirs is gone.");
      });
      await step("its photos are the same, and the platform keeps no page of it", async () => {
        const same = await ask("artmatt", photo);
        if (same.status !== 200 || same.text !== picture.text)
          throw new Error(`${photo} is ${same.status} and not what it was.`);
      });
      await step("sessions and links from before the move still count", async () => {
        if ((await ask("artmatt", "/studio", cookie)).status !== 200)
          throw new Error("The owner was signed out by the move.");
        const later = cookieIn(await ask("artmatt", callbackOf(link)));
        if ((await ask("artmatt", "/studio", later)).status !== 200)
          throw new Error("The link from before the move does not sign in.");
      });
      await step(
        "the stack answers nobody but the platform, and serves no other host",
        async () => {
          const [, inside = ""] = (
            await readFile(join(data, "stacks", name, "started"), "utf8")
          ).split(" ");
          for (const host of [
            `artmatt.${DOMAIN}`,
            `begin.${DOMAIN}`,
            DOMAIN,
            `operator.${DOMAIN}`,
          ]) {
            const { status } = await request(Number(inside), host, "/");
            if (status !== 404) throw new Error(`${host} is ${status} at the stack itself.`);
          }
        },
      );
      await step("what the platform changes of it reaches its directory", async () => {
        await cli("suspend", "artmatt", "--reason", "proof");
        await until(signal, async () => (await ask("artmatt", "/")).status === 503);
        await cli("resume", "artmatt", "--reason", "proof");
        await until(signal, async () => (await ask("artmatt", "/")).status === 200);
        await cli("rename", "artmatt", "artmatt-two", "--reason", "proof");
        await until(signal, async () => (await ask("artmatt-two", "/")).status === 200);
        await cli("rename", "artmatt-two", "artmatt", "--reason", "proof");
        await until(signal, async () => (await ask("artmatt", "/")).status === 200);
      });
      await step(
        "a killed web process is 503 and nobody else's trouble, until the stack is made whole",
        async () => {
          const pid = Number(await readFile(join(data, "stacks", name, "web.pid"), "utf8"));
          process.kill(pid, "SIGKILL");
          await until(signal, async () => (await ask("artmatt", "/")).status === 503);
          if ((await ask("begin", "/")).status !== 200) throw new Error("Theirs is gone.");
          await cli("stacks", "upgrade");
          await until(signal, async () => (await ask("artmatt", "/")).status === 200);
        },
      );
      await step("the doctor finds nothing wrong", async () => void (await cli("doctor")));
      await step("it moves back, and nothing of the stack is left", async () => {
        await cli("move", "artmatt", "--to", "pool", "--reason", "proof");
        const page = await ask("artmatt", "/");
        const same = await ask("artmatt", photo);
        if (page.status !== 200 || same.text !== picture.text)
          throw new Error("The site did not come back whole.");
        if ((await ask("artmatt", "/studio", cookie)).status !== 200)
          throw new Error("The owner was signed out by the move back.");
        await place.hurryRemovals();
        await until(signal, async () => (await stacksIn(data)).length === 0);
      });
      measure("the whole round", seconds(performance.now() - began));
    } finally {
      await place.stop();
      for (const name of await stacksIn(data)) await place.removeStack(name);
      await postgres.stop();
      await rm(data, { recursive: true, force: true });
    }
  },
};

function callbackOf(link: string): string {
  const { searchParams } = new URL(link);
  return `/api/auth/callback/email?${searchParams}&callbackUrl=%2Fstudio`;
}

function cookieIn({ cookies, status }: Answer): string {
  const session = cookies.find((cookie) => cookie.startsWith("__Host-swingtag-session="));
  if (!session) throw new Error(`The link gave no session (${status}).`);
  return session.split(";")[0] ?? "";
}

function placementIn(json: string): string {
  const said: unknown = JSON.parse(json);
  return typeof said === "object" && said && "placement" in said ? String(said.placement) : "";
}

async function stacksIn(folder: string): Promise<string[]> {
  const exists = await access(join(folder, "stacks")).then(
    () => true,
    () => false,
  );
  return exists ? readdir(join(folder, "stacks")) : [];
}

/** Asks again and again until it is ended, one at a time. */
function watch(ask: () => Promise<Answer>) {
  let on = true;
  let asked = 0;
  let failed = 0;
  const going = (async () => {
    while (on) {
      asked++;
      const answer = await ask().catch(() => null);
      if (answer?.status !== 200) failed++;
      await pause(20);
    }
  })();
  return {
    async end() {
      on = false;
      await going;
      return { asked, failed };
    },
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

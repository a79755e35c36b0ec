import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./load";

const BALANCER = "/usr/sbin/haproxy";

/** Whether this machine has HAProxy where Debian puts it. */
export function hasBalancer(): boolean {
  return existsSync(BALANCER);
}

/** Starts HAProxy in front of web processes and checks them at /readyz. Resolves when one of them serves. */
export async function startBalancer(port: number, servers: readonly number[]) {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-rolling-"));
  const file = join(folder, "haproxy.cfg");
  await writeFile(file, settingsOf(port, servers));
  const child = spawn(BALANCER, ["-f", file, "-db"], { stdio: "ignore" });
  for (const until = Date.now() + 10_000; ; await pause(50)) {
    const answer = await ask({ port, host: "localhost", path: "/readyz" }).catch(() => null);
    if (answer?.status === 200) break;
    if (Date.now() > until) throw new Error("HAProxy does not answer.");
  }
  return {
    async end() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** HAProxy repeats no request, so that a request lost on the way to a process counts as failed. */
function settingsOf(port: number, servers: readonly number[]): string {
  return `defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout check 1s

listen web
  bind 127.0.0.1:${port}
  balance roundrobin
  option forwardfor
  option httpchk GET /readyz
  http-check expect status 200
  default-server check inter 500ms fall 1 rise 2
${servers.map((own) => `  server p${own} 127.0.0.1:${own}\n`).join("")}`;
}

import { Agent, get } from "node:http";

/**
 * `node packages/bench/flood-program.ts PORT HOST CONNECTIONS PATH …`: keeps so many connections busy, each asking for
 * the next path as soon as it is answered, in a process of its own so that it does not slow down whoever measures. In a
 * path `{n}` is a number that no other request has. On SIGTERM it prints how often it met each status, and how many of
 * the 429 named no time to come back.
 */
const [port = "", host = "", connections = "", ...paths] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const statuses: Record<string, number> = {};
let asked = 0;
let hasty = 0;
let stopped = false;

process.once("SIGTERM", () => {
  stopped = true;
  process.stdout.write(JSON.stringify({ statuses, hasty }));
  process.exit(0);
});
for (let at = 0; at < Number(connections); at++) askAgain();

function askAgain(): void {
  if (stopped) return;
  const path = (paths[asked % paths.length] ?? "/").replace("{n}", String(asked++));
  get(
    { host: "127.0.0.1", port, path, agent, headers: { host: `${host}:${port}` } },
    (response) => {
      const status = String(response.statusCode);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === "429" && !response.headers["retry-after"]) hasty++;
      response.resume();
      response.once("end", askAgain);
    },
  ).once("error", askAgain);
}

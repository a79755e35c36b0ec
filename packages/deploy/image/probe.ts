import { readFileSync } from "node:fs";
import { get } from "node:http";

/** `swingtag health`: the container's health check. Ends with 0 when the container's own process can serve. */
const PORTS: Readonly<Record<string, string | undefined>> = {
  web: process.env.PORT || "3000",
  lambda: process.env.PORT || "3000",
  worker: process.env.HEALTH_PORT,
  collector: process.env.COLLECTOR_PORT || "4318",
};

const running = readFileSync("/proc/1/cmdline", "utf8").split("\0");
const port = PORTS[running.find((word) => Object.hasOwn(PORTS, word)) ?? ""];

// A job, or a worker without HEALTH_PORT, has no port to ask, so it counts as healthy.
if (!port) process.exit(0);
const request = get(
  { host: "127.0.0.1", port, path: "/readyz", timeout: 4000, agent: false },
  (response) => {
    response.pipe(process.stdout);
    response.once("end", () => process.exit(response.statusCode === 200 ? 0 : 1));
  },
);
request.once("timeout", () => request.destroy(new Error("no answer in 4 seconds")));
request.once("error", (error) => {
  process.stdout.write(`${error.message}\n`);
  process.exit(1);
});

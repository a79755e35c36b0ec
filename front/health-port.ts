import { createServer } from "node:http";
import { log } from "@/base/log";
import type { Health } from "./health";
import { pathnameOf } from "./path";

/** Answers `/healthz` and `/readyz`, and nothing else, for a process that serves no pages. */
export function answerHealth(health: Health, port: number): void {
  const server = createServer((req, res) => {
    if (health.answer(pathnameOf(req.url ?? "/"), res)) return;
    res.writeHead(404).end();
  });
  server.on("error", (error) => {
    log.fatal({ err: error }, `Port ${port} can't be listened on. Set HEALTH_PORT to another.`);
    process.exit(1);
  });
  server.listen(port, "0.0.0.0");
}

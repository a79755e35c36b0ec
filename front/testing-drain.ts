import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { drainOnSignal } from "./drain.ts";
import { healthOf } from "./health.ts";

/** Started as a process by the tests of draining. It answers `/held` when something arrives on stdin. */
const held: ServerResponse[] = [];
const health = healthOf({});
const server = createServer((req, res) => {
  if (health.answer(req.url ?? "/", res)) return;
  if (req.url === "/held") return void held.push(res);
  res.setHeader("x-held", held.length).end(req.url);
});
drainOnSignal(server, {
  health,
  seconds: Number(process.argv[2]),
  last: async () => void process.stdout.write("last\n"),
});
process.stdin.once("data", () => {
  for (const res of held) res.end("held");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
process.stdout.write(`port ${typeof address === "object" && address?.port}\n`);

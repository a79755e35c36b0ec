import { get } from "node:http";
import { env } from "@/base/env";
import { withTimeout } from "./timeout";

/** Asks this process's own `/readyz` over HTTP, as a load balancer does; that takes no host's turn. */
export async function answersItself(): Promise<boolean> {
  const { PORT } = env();
  const asked = () =>
    new Promise<number>((resolve, reject) => {
      const asking = get({ host: "127.0.0.1", port: PORT, path: "/readyz" }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asking.setTimeout(5000, () => asking.destroy(new Error("No answer in time.")));
      asking.on("error", reject);
    });
  return withTimeout(5000, asked).then(
    (status) => status === 200,
    () => false,
  );
}

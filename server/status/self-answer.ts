import { get } from "node:http";
import { env } from "@/base/env";
import { within } from "./within";

/** Whether this process serves, as it answers a load balancer over HTTP: no host's turn is taken for that. */
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
  return within(5000, asked).then(
    (status) => status === 200,
    () => false,
  );
}

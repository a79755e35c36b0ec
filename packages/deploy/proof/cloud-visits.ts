import { request } from "node:https";
import { type Answer, answerOf } from "@/packages/deploy/answer";

/** Asks as a visitor does: the certificate must be one that the world believes. */
export function askOverHttps(
  host: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return answerOf(request({ host, path, headers, timeout: 30_000 }), `${host}${path}`);
}

/** @throws Error when a load balancer serves who comes to it past CloudFront */
export function anyRefusal(balancer: string, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: balancer, servername: host, headers: { host }, path: "/", timeout: 10_000 },
      (response) => {
        response.resume();
        reject(new Error(`It answers with ${response.statusCode}.`));
      },
    );
    asked.once("timeout", () => asked.destroy(new Error("no answer")));
    asked.once("error", () => resolve());
    asked.end();
  });
}

/** Visits a host without a pause, eight at a time, until it is ended. */
export function unbroken(host: string) {
  let going = true;
  let asked = 0;
  const failed: string[] = [];
  const visit = async () => {
    while (going) {
      asked++;
      try {
        const { status } = await askOverHttps(host, `/?visit=${asked}`);
        if (status >= 500) failed.push(`answered ${status}`);
      } catch (error) {
        failed.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const visitors = Array.from({ length: 8 }, visit);
  return {
    async end() {
      going = false;
      await Promise.all(visitors);
      return { asked, failed };
    },
  };
}

import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks as a visitor does: the certificate must be one that the world believes. */
export function askOverHttps(
  host: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host, path, headers, timeout: 30_000 }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.once("timeout", () => asked.destroy(new Error(`${host}${path}: no answer in 30 s`)));
    asked.once("error", reject);
    asked.end();
  });
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

import type { ClientRequest, IncomingHttpHeaders } from "node:http";

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request and reads the whole answer. @throws Error that names whom, once the request's `timeout` is over */
export function answerOf(
  asked: ClientRequest,
  whom: string,
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asked.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    asked.once("timeout", () => asked.destroy(new Error(`${whom} did not answer in time`)));
    asked.once("error", reject);
    asked.end(body);
  });
}

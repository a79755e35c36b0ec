import { request } from "node:http";
import { text } from "node:stream/consumers";

/** What the engine refused, with its status and what it said. */
export class EngineRefusal extends Error {
  override name = "EngineRefusal";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Asks the engine through its socket. @throws Error when nothing answers */
export function exchange(
  socketPath: string,
  method: string,
  path: string,
  body: Buffer | undefined,
): Promise<{ status: number; said: string }> {
  const headers = body && { "content-type": "application/json", "content-length": body.length };
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, method, path, headers, agent: false }, (response) => {
      text(response).then((said) => resolve({ status: response.statusCode ?? 500, said }), reject);
    });
    asking.once("error", (error) =>
      reject(
        new Error(
          `No Docker engine answers at ${socketPath}. Start it, or correct the address in STACKS.`,
          { cause: error },
        ),
      ),
    );
    asking.end(body);
  });
}

/** Logs are no JSON, and some refusals are none either. */
export function readJson(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
}

/** Does nothing where what is asked for is so already, or is gone already. */
export async function unless(statuses: readonly number[], work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof EngineRefusal && statuses.includes(error.status))) throw error;
  });
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Network } from "./network";

/** A public address under which tests find their server; who reaches it is led to loopback by the test's own network. */
export const PICTURES = "93.184.216.34";

/** A server of pictures on loopback, and a network in which names and one public address lead to it. */
export interface Pictures {
  readonly network: Network;
  /** The paths that were asked for, in their order. */
  readonly asked: string[];
  /** Which addresses were reached. */
  readonly dialled: string[];
  close(): Promise<void>;
}

/**
 * @param names what each name resolves to, the next of the list each time it is asked; any other name of `.example` to
 *   the server
 */
export async function servePictures(
  answer: (req: IncomingMessage, res: ServerResponse) => void,
  names: Readonly<Record<string, readonly (readonly string[])[]>> = {},
): Promise<Pictures> {
  const asked: string[] = [];
  const dialled: string[] = [];
  const server = createServer((req, res) => {
    asked.push(`${req.headers.host}${req.url}`);
    answer(req, res);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const times = new Map<string, number>();
  return {
    asked,
    dialled,
    network: {
      async resolve(name) {
        const time = times.get(name) ?? 0;
        times.set(name, time + 1);
        const given = names[name];
        const addresses = given
          ? (given[Math.min(time, given.length - 1)] ?? [])
          : name.endsWith(".example")
            ? [PICTURES]
            : [];
        return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      },
      dial({ address, port: wanted }) {
        dialled.push(address);
        if (address === PICTURES && wanted === 80) return connect({ host: "127.0.0.1", port });
        return connect({ host: "127.0.0.1", port: 1 });
      },
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { connect, type Socket } from "node:net";

/** A machine that was looked at and may be reached. */
export interface Machine {
  readonly address: string;
  readonly port: number;
}

/** How names are looked up and machines reached. Tests bring one of their own; nothing that is set does. */
export interface Network {
  /** All addresses of a name. */
  resolve(name: string): Promise<readonly LookupAddress[]>;
  /** Begins a connection to exactly this address. */
  dial(to: Machine): Socket;
}

export const INTERNET: Network = {
  resolve: (name) => lookup(name, { all: true }),
  dial: ({ address, port }) => connect({ host: address, port }),
};

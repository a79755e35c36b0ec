import { rolePassword } from "@/base/env";
import { secretOn } from "@/base/stack";
import type { DatabaseAddress } from "./pools/connection";
import { tlsOf } from "./tls";

/** Where and with what a database's own role enters it. @param at an address of its server */
export function loginOf({ name, server, generation }: DatabaseAddress, at: string) {
  const url = new URL(at);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    database: name,
    username: name,
    password: rolePassword(name, secretOn(server), generation),
    ssl: tlsOf(url),
  };
}

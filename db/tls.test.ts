import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tlsOf } from "./tls";

/** What a client sends who wants TLS (PostgreSQL's protocol, SSLRequest). */
const SSL_REQUEST = 80_877_103;

describe("a server's address says how its connections are encrypted", () => {
  const folder = mkdtempSync(join(tmpdir(), "swingtag-tls-"));
  const [keyFile, file] = [join(folder, "key.pem"), join(folder, "certificate.pem")];

  beforeAll(() => {
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"].concat(
        subject,
        ["-keyout", keyFile, "-out", file],
      ),
      { stdio: "ignore" },
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["", "in the clear"],
    ["?sslmode=disable", "in the clear"],
    ["?sslmode=require", "encrypted"],
    ["?sslmode=verify-full", "does not believe us"],
  ])("%s: %s", async (query, how) => {
    // A server of its own, because the driver of the test before may still be trying again.
    const met: string[] = [];
    const server = await listen({ key: readFileSync(keyFile), cert: readFileSync(file) }, met);
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const url = new URL(`postgres://localhost:${port}/db${query}`);
    const sql = postgres({
      host: url.hostname,
      port,
      ssl: tlsOf(url),
      max: 1,
      connect_timeout: 30,
      onnotice: () => {},
    });
    const asked = sql`select 1`.catch(() => {});
    await expect.poll(() => met[0], { timeout: 40_000 }).toBe(how);
    await sql.end({ timeout: 0 });
    await asked;
    server.close();
  });
});

/** @param met is told how each client behaves: in the clear, or with its handshake done or given up */
async function listen(own: { key: Buffer; cert: Buffer }, met: string[]): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (first) => {
      if (first.readInt32BE(4) !== SSL_REQUEST) {
        met.push("in the clear");
        return socket.destroy();
      }
      const encrypted = new TLSSocket(socket, { isServer: true, ...own });
      socket.write("S");
      encrypted.on("error", () => {});
      let spoken = false;
      encrypted.once("data", () => {
        spoken = true;
        met.push("encrypted");
        encrypted.destroy();
      });
      // Node checks the certificate after the handshake, and closes the connection without a message.
      encrypted.once("close", () => {
        if (!spoken) met.push("does not believe us");
      });
    });
  }).listen(0, "localhost");
  await once(server, "listening");
  return server;
}

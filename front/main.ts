import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { bridge } from "../base/bridge.ts";
import { SESSION_COOKIE } from "../base/cookies.ts";
import { env, keyFor } from "../base/env.ts";
import { destinationOf } from "../base/host.ts";
import { log } from "../base/log.ts";
import { passKey } from "../base/pass.ts";
import { secretOfStack } from "../base/stack.ts";
import { startTelemetry } from "../base/telemetry/start.ts";
import { doorstep } from "./doorstep.ts";
import { drainOnSignal } from "./drain.ts";
import { limitFlood } from "./flood.ts";
import { forward } from "./forward.ts";
import { type Arrival, front } from "./front.ts";
import { healthOf } from "./health.ts";
import { answerKnownHost } from "./known-host.ts";
import { answerForOthers } from "./other-versions.ts";
import { pageCache } from "./page-cache.ts";
import { plainErrors, sendAway, sendFlooded, sendNowhere } from "./plain.ts";
import { answerAtStack, vouchedBy } from "./vouched.ts";

/** The web process: `node front/main.ts`, with `dev` behind it for development. */
const dev = process.argv[2] === "dev";

const settings = settingsOrExit();
const telemetry = await startTelemetry("web");
// next-auth then takes host and scheme from the headers that the front has set.
process.env.AUTH_TRUST_HOST = "1";
process.env.NEXTAUTH_URL = "";
// Read for each action: replicas and versions open what another one has sealed.
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = keyFor("server-actions").toString("base64");

// "localhost" and not an address: Next would take rewrites to itself for rewrites to another server.
const app = next({ dev, hostname: "localhost", port: settings.PORT });
const handle = app.getRequestHandler();
await app.prepare();

/** In a stack nobody but the platform is answered. */
const vouch = settings.STACK ? vouchedBy(passKey(settings.SECRET)) : undefined;

const siteOf = ({ host }: Arrival) => {
  const destination = destinationOf(host, settings.BASE_DOMAIN);
  return destination.kind === "site" ? destination.name : null;
};
const versions = {
  folder: ".next/static",
  find: async (path: string) => (await bridge().started).asset(path),
};
const plainly = async (req: IncomingMessage, res: ServerResponse, arrival: Arrival) => {
  if (!dev && (await answerForOthers(req, res, versions))) return;
  // The router's requests want its own kind of answer.
  if (!req.headers.rsc)
    plainErrors(res, arrival.id, () => {
      const { fault } = bridge().notes.get(arrival.id) ?? {};
      return fault ? { site: siteOf(arrival), updating: fault === "updating" } : null;
    });
  return handle(req, res);
};
const keeps = !dev && settings.PAGE_CACHE_MB > 0;
const cached = pageCache(plainly, {
  baseDomain: settings.BASE_DOMAIN,
  sessionCookie: SESSION_COOKIE,
  freshness: async (site) => (keeps ? (await bridge().started).freshness(site) : null),
  away: (res, arrival, updating) => sendAway(res, arrival.id, { site: siteOf(arrival), updating }),
  capacity: settings.PAGE_CACHE_MB * 1_000_000,
});
const forwarded = forward(cached, {
  baseDomain: settings.BASE_DOMAIN,
  scheme: settings.scheme,
  stackOf: async (site) => (await bridge().started).stackOf(site),
  keyOf: (stack) => passKey(secretOfStack(stack)),
  away: (res, arrival) => sendAway(res, arrival.id, { site: siteOf(arrival), updating: false }),
});
const stepped = doorstep(forwarded, {
  baseDomain: settings.BASE_DOMAIN,
  sessionCookie: SESSION_COOKIE,
  ask: async (site, arriving) => (await bridge().started).doorstep(site, arriving),
});
/** A host that leads nowhere never reaches the app. */
function byHost(req: IncomingMessage, res: ServerResponse, arrival: Arrival) {
  const { kind } = destinationOf(arrival.host, settings.BASE_DOMAIN);
  const nowhere = kind === "nothing" || (vouch !== undefined && kind !== "site");
  return nowhere ? sendNowhere(res) : stepped(req, res, arrival);
}

const limited = limitFlood(byHost, {
  baseDomain: settings.BASE_DOMAIN,
  refuse: (res, arrival, failing) =>
    failing
      ? sendAway(res, arrival.id, { site: siteOf(arrival), updating: false })
      : sendFlooded(res, arrival.id, siteOf(arrival)),
});

const health = healthOf({
  app: async () => (bridge().app ? "ok" : "starting"),
  database: async () => {
    await bridge().app?.probe();
    return "ok";
  },
});

const hosts = {
  baseDomain: settings.BASE_DOMAIN,
  knows: async (site: string) => (await bridge().started).knows(site),
};

// In development a page may be compiled first, which is nobody's flood.
const visited = front(dev ? byHost : limited, {
  baseDomain: settings.BASE_DOMAIN,
  scheme: settings.scheme,
  trustedProxies: settings.TRUSTED_PROXIES,
  vouch,
  development: dev,
});
const answerFiles = async (req: IncomingMessage, res: ServerResponse) =>
  (await bridge().started).files(req, res);
// Whoever probes knows no host, and asks too often for a line each time.
const server = createServer((req, res) => {
  if (health.answer(req, res)) return;
  if (vouch && answerAtStack(req, res, { vouch, files: answerFiles })) return;
  if (!answerKnownHost(req, res, hosts)) visited(req, res);
});
// A proxy keeps connections for up to two minutes; if we hang up first, its next request is lost on the way.
if (settings.TRUSTED_PROXIES.length > 0 || vouch) server.keepAliveTimeout = 125_000;
// Nothing here speaks WebSocket but the reloading of development.
if (dev) server.on("upgrade", app.getUpgradeHandler());
else server.on("upgrade", (_, socket) => socket.destroy());
server.on("error", (error: NodeJS.ErrnoException) => {
  log.fatal(
    { err: error },
    error.code === "EADDRINUSE"
      ? `Port ${settings.PORT} is taken. Stop what uses it, or set PORT to another.`
      : "the server failed",
  );
  process.exit(1);
});
server.listen(settings.PORT, "0.0.0.0", () => log.info({ port: settings.PORT }, "ready"));

drainOnSignal(server, {
  health,
  seconds: settings.DRAIN_SECONDS,
  last: async () => {
    await (await bridge().started).stop();
    await telemetry.stop();
  },
});

function settingsOrExit() {
  try {
    return env();
  } catch (error) {
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

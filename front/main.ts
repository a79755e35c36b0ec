import { createServer, type ServerResponse } from "node:http";
import next from "next";
import { renderToStaticMarkup } from "react-dom/server";
import { bridge } from "../base/bridge.ts";
import { SESSION_COOKIE } from "../base/cookies.ts";
import { env, keyFor } from "../base/env.ts";
import { siteNameOf } from "../base/host.ts";
import { log } from "../base/log.ts";
import { passKey } from "../base/pass.ts";
import { secretOfStack } from "../base/stack.ts";
import { takeConsole } from "../base/telemetry/console.ts";
import { startTelemetry } from "../base/telemetry/start.ts";
import { surviveAbort } from "./aborted.ts";
import { admission } from "./admission.ts";
import { type Arrival, arrivals } from "./arrival.ts";
import { listBuildFiles } from "./build-files.ts";
import { doorstep } from "./doorstep.ts";
import { drainOnSignal } from "./drain.ts";
import { limitFlood } from "./flood.ts";
import { forward } from "./forward.ts";
import { front } from "./front.ts";
import { checksOf, healthOf, probes } from "./health.ts";
import { knownHost } from "./known-host.ts";
import { otherVersions } from "./other-versions.ts";
import { ownFiles } from "./own-files.ts";
import { foresight, pageCache } from "./page-cache.ts";
import { nowhere, plainPages, sendAway, sendFlooded } from "./plain.ts";
import { posted } from "./posted.ts";
import { inOrder } from "./steps.ts";
import { answerUnreadable } from "./unreadable.ts";
import { stackAlone, vouchedBy } from "./vouched.ts";
import { withoutWww } from "./www.ts";

/** The web process: `node front/main.ts`, with `dev` behind it for development. */
const dev = process.argv[2] === "dev";

const settings = settingsOrExit();
const telemetry = await startTelemetry("web");
// Makes next-auth take host and scheme from the headers that the front has set.
process.env.AUTH_TRUST_HOST = "1";
process.env.NEXTAUTH_URL = "";
// The same key in every replica and version, so that each can decrypt what another has encrypted.
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = keyFor("server-actions").toString("base64");

if (!dev) takeConsole();
// "localhost" and not an IP address, because Next would take its own rewrites for rewrites to another server.
const app = next({ dev, hostname: "localhost", port: settings.PORT });
const handle = app.getRequestHandler();
await app.prepare();

bridge().print = renderToStaticMarkup;
const started = () => bridge().started;
const siteOf = ({ destination }: Arrival) => siteNameOf(destination);
const away = (res: ServerResponse, arrival: Arrival, updating = false) =>
  sendAway(res, arrival.id, { site: siteOf(arrival), updating });

const health = healthOf(checksOf(() => bridge().app));
const statics = ".next/static";
const built = dev ? new Set<string>() : await listBuildFiles(statics);
const keeps = !dev && settings.PAGE_CACHE_MB > 0;
const { BASE_DOMAIN: baseDomain, TRUSTED_PROXIES: trustedProxies, scheme } = settings;
/** Set in a stack, which answers nobody but the platform. */
const vouch = settings.STACK ? vouchedBy(passKey(settings.SECRET)) : undefined;

/** What a request meets, from the first to the last. */
const answer = inOrder(
  arrivals({ baseDomain, trustedProxies, vouch }),
  surviveAbort,
  // Whoever probes knows no host, and asks too often for a line each time.
  probes(health),
  vouch !== undefined && stackAlone(async (req, res) => (await started()).files(req, res)),
  front({ scheme, development: dev }),
  knownHost({ baseDomain, knows: async (site) => (await started()).knows(site) }),
  admission({ scheme, development: dev }),
  // In development a page may be compiled first, which is nobody's flood.
  !dev &&
    limitFlood({
      free: built,
      refuse: (res, arrival, failing) =>
        failing ? away(res, arrival) : sendFlooded(res, arrival.id, siteOf(arrival)),
    }),
  vouch === undefined && withoutWww(baseDomain, scheme),
  // A host that leads nowhere never reaches the app.
  nowhere(vouch ? ["site"] : ["site", "www", "operator"]),
  ownFiles(built, statics),
  keeps &&
    foresight({
      sessionCookie: SESSION_COOKIE,
      foresee: async (site) => (await started()).foresee(site),
    }),
  doorstep({
    sessionCookie: SESSION_COOKIE,
    ask: async (site, arriving) => (await started()).doorstep(site, arriving),
  }),
  forward({
    scheme,
    stackOf: async (site) => (await started()).stackOf(site),
    keyOf: (stack) => passKey(secretOfStack(stack)),
    away,
  }),
  pageCache({
    sessionCookie: SESSION_COOKIE,
    freshness: async (site) => (keeps ? (await started()).freshness(site) : null),
    holder: async (site) => (keeps ? (await started()).holder(site) : null),
    away,
    capacity: settings.PAGE_CACHE_MB * 1_000_000,
  }),
  posted(),
  !dev &&
    otherVersions({
      own: built,
      find: async (path) => (await started()).asset(path),
    }),
  plainPages((arrival) => {
    const { fault, unreadable, wait } = bridge().notes.get(arrival.id) ?? {};
    if (unreadable) return "unreadable";
    if (wait !== undefined) return { wait };
    return fault ? { site: siteOf(arrival), updating: fault === "updating" } : null;
  }),
  (req, res) => handle(req, res),
);

// A request without a Host leads nowhere, as one with a foreign Host does.
const server = createServer({ requireHostHeader: false }, answer);
answerUnreadable(server);
// A proxy keeps connections for up to two minutes; if we hang up first, its next request is lost on the way.
if (trustedProxies.length > 0 || vouch) server.keepAliveTimeout = 125_000;
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
    await (await started()).stop();
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

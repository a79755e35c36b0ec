import { AsyncResource } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { Destination } from "../base/host.ts";
import type { Arrival } from "./arrival.ts";
import { canWait } from "./can-wait.ts";
import type { Step } from "./steps.ts";

export interface FloodSettings {
  /** Paths of files that cost next to nothing: those of the build, as far as there are any. */
  readonly free: ReadonlySet<string>;
  /**
   * Answers a request there is no room for.
   * @param failing whether the host's last answer was a fault; then its requests pile up because of the fault
   */
  readonly refuse: (res: ServerResponse, arrival: Arrival, failing: boolean) => void;
  /** Which share of the time since `mark` the process was busy, with a new mark. */
  readonly load?: typeof loadSince;
}

/** Requests of one host worked on at once while nobody asks for another host. */
export const ALONE = 8;

/**
 * The same while other hosts are asked too. One thread renders for all, so a second request would only slow
 * everybody down.
 */
export const SHARED = 1;

/** For how long, in milliseconds, somebody's last request counts. */
const COMPANY = 30_000;

/** How many requests of one host may wait for their turn, without company and in company. */
export const QUEUE = { alone: 1000, shared: 128 };

/**
 * If more requests of a host wait than this while other hosts are asked, the host rests after each turn for as
 * long as the turn took, up to TURN.
 */
const CROWD = 16;

/** How long a request waits for its turn, in milliseconds. */
const PATIENCE = 5000;

/** A turn ends with its request, or after this many milliseconds if the process was mostly waiting meanwhile. */
const TURN = 100;

/** Up to which share of its time the process counts as waiting. */
const WAITING = 0.7;

/** After this many times TURN, a turn ends in any case. */
const LOOKS = 20;

/** How many requests of one host may go on after their turns: slow uploads and downloads, a slow database. */
const LASTING = 64;

/** How long a refusal is held back, in milliseconds, and how many are at most; the next is hung up on. */
const LATE = 1000;
const REFUSALS = 2000;

interface Site {
  readonly host: string;
  turns: number;
  resting: boolean;
  lasting: number;
  failing: boolean;
  readonly queue: Set<Waiting>;
  /** Pictures and what is fetched ahead of a click: they wait for everything in the queue. */
  readonly later: Set<Waiting>;
}

interface Waiting {
  /** Begins the work on the request. */
  begin(): void;
  /** Refuses it, because its place is needed. */
  yieldPlace(): void;
}

/**
 * Shares the process among hosts, before anything is rendered. While others ask too, a host's requests take turns
 * and only so many wait; the surplus is refused, a second late, so that whoever asks again at once can't keep the
 * process busy with refusals. A host that is alone may use more. See docs/decisions/connections.md.
 */
export function limitFlood(settings: FloodSettings): Step {
  const { free, load = loadSince } = settings;
  const sites = new Map<string, Site>();
  let latest = { host: "", at: Number.NEGATIVE_INFINITY };
  let before = latest;
  let refusals = 0;

  return (req, res, arrival, next) => {
    const host = nameOf(arrival.destination);
    if (host === null || free.has(arrival.pathname)) return next();
    if (latest.host !== host) before = latest;
    latest = { host, at: performance.now() };
    const site = siteOf(host);
    // Binds the request's own asynchronous context. It may start when another request ends, and in that one's
    // context the app would take it for that one's visitor.
    const work = AsyncResource.bind(() => {
      takeTurn(site, res);
      return next();
    });
    if (hasRoom(site)) return work();
    const queue = canWait(req.headers, arrival.pathname) ? site.later : site.queue;
    if (sizeOf(site) >= (inCompany(host) ? QUEUE.shared : QUEUE.alone)) {
      const last = queue === site.queue ? [...site.later].at(-1) : undefined;
      if (!last) return refuseLate(site, res, arrival);
      last.yieldPlace();
    }
    return wait(site, queue, work, res, arrival);
  };

  function siteOf(host: string): Site {
    const site = sites.get(host) ?? {
      host,
      turns: 0,
      resting: false,
      lasting: 0,
      failing: false,
      queue: new Set(),
      later: new Set(),
    };
    sites.set(host, site);
    return site;
  }

  function inCompany(host: string): boolean {
    const other = latest.host === host ? before : latest;
    return performance.now() - other.at < COMPANY;
  }

  function hasRoom(site: Site): boolean {
    if (site.resting) return false;
    return site.turns < (inCompany(site.host) ? SHARED : ALONE) && site.lasting < LASTING;
  }

  function takeTurn(site: Site, res: ServerResponse): void {
    site.turns++;
    const began = performance.now();
    let taking = true;
    let looks = 0;
    let mark = load().mark;
    const endTurn = (lasts: boolean) => {
      taking = false;
      clearInterval(timer);
      site.turns--;
      if (lasts) site.lasting++;
      if (sizeOf(site) > CROWD && inCompany(site.host)) rest(site, performance.now() - began);
      else goOn(site);
    };
    const timer = setInterval(() => {
      const since = load(mark);
      mark = since.mark;
      if (since.busy <= WAITING || ++looks === LOOKS) endTurn(!res.closed);
    }, TURN);
    res.once("close", () => {
      site.failing = res.statusCode >= 500;
      if (!taking) {
        site.lasting--;
        goOn(site);
        // If the client hangs up, the app goes on working, so the turn ends by its time.
      } else if (res.writableFinished) endTurn(false);
    });
  }

  function rest(site: Site, ms: number): void {
    site.resting = true;
    setTimeout(
      () => {
        site.resting = false;
        goOn(site);
      },
      Math.min(ms, TURN),
    );
  }

  function goOn(site: Site): void {
    for (const queue of [site.queue, site.later])
      for (const waiting of queue) {
        if (!hasRoom(site)) return;
        waiting.begin();
      }
    if (site.turns + site.lasting === 0 && !site.resting) sites.delete(site.host);
  }

  function wait(
    site: Site,
    queue: Set<Waiting>,
    work: () => void | Promise<void>,
    res: ServerResponse,
    arrival: Arrival,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        queue.delete(waiting);
        res.off("close", hangUp);
      };
      const hangUp = () => {
        leave();
        resolve();
      };
      const waiting: Waiting = {
        begin() {
          leave();
          Promise.resolve(work()).then(resolve, reject);
        },
        yieldPlace() {
          hangUp();
          refuseLate(site, res, arrival);
        },
      };
      const timer = setTimeout(() => {
        hangUp();
        settings.refuse(res, arrival, site.failing);
      }, PATIENCE);
      res.once("close", hangUp);
      queue.add(waiting);
    });
  }

  function refuseLate(site: Site, res: ServerResponse, arrival: Arrival): void {
    if (refusals >= REFUSALS) return void res.destroy();
    refusals++;
    const timer = setTimeout(() => settings.refuse(res, arrival, site.failing), LATE);
    res.once("close", () => {
      clearTimeout(timer);
      refusals--;
    });
  }
}

function sizeOf({ queue, later }: Site): number {
  return queue.size + later.size;
}

/** One name for all ways to write a host; null for one that leads nowhere. */
function nameOf(destination: Destination): string | null {
  if (destination.kind === "nothing") return null;
  return destination.kind === "site" ? destination.name : `the ${destination.kind}`;
}

type Mark = ReturnType<typeof performance.eventLoopUtilization>;

function loadSince(mark?: Mark): { busy: number; mark: Mark } {
  const now = performance.eventLoopUtilization();
  return { busy: mark ? performance.eventLoopUtilization(now, mark).utilization : 0, mark: now };
}

import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { StackDriver, StackOrder } from "@/jobs/stack-driver";
import { awsFormation } from "./cloudformation-calls";
import { settingsOf } from "./cloudformation-order";
import { type ParameterName, parameterId } from "./cloudformation-parameters";
import { isFault, isSettled, wordsFor } from "./cloudformation-words";
import type { OpenGround } from "./drivers";
import type { Formation, Formed, Making } from "./formation";

/** How often CloudFormation is asked how far it is, and the web process whether it answers, in milliseconds. */
const GLANCE = 5000;

/** How long the web processes may take to answer once they run, in milliseconds. */
const READY = 180_000;

/** What the address of STACKS says of the platform's network. */
const OF_THE_NETWORK = ["network", "subnets", "range", "namespace", "names", "cluster"] as const;

/** What it may say of the size of stacks. */
const OF_THE_SIZE = ["databaseClass", "multiAz", "disk", "webCount"] as const;

export interface Surroundings {
  readonly formation: Formation;
  /** Begins the names of this installation's stacks. */
  readonly installation: string;
  /** The same for every stack. */
  readonly parameters: Readonly<Partial<Record<ParameterName, string>>>;
  readonly isReady: (origin: string) => Promise<boolean>;
  readonly glance?: number;
}

/**
 * Stacks that CloudFormation makes in the platform's own network, of the template that is emitted beside Fargate's
 * files: `cloudformation://REGION?template=…&installation=…` and what else the template's parameters are called.
 */
export const cloudformationDriver: OpenGround = (address) => {
  const asked = (name: string): string => {
    const value = address.searchParams.get(name);
    if (!value) throw new Error(`STACKS says nothing of ${name}: add ${name}=… to it.`);
    return value;
  };
  const given: Partial<Record<ParameterName, string>> = {};
  for (const name of OF_THE_NETWORK) given[name] = asked(name);
  for (const name of OF_THE_SIZE) {
    const value = address.searchParams.get(name);
    if (value) given[name] = value;
  }
  const template = asked("template");
  return formationDriver({
    formation: awsFormation({
      region: address.hostname,
      template: template.startsWith("file:")
        ? { body: readFileSync(fileURLToPath(template), "utf8") }
        : { url: template },
      role: address.searchParams.get("role"),
    }),
    installation: asked("installation"),
    parameters: given,
    isReady: (origin) =>
      fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(GLANCE) }).then(
        ({ ok }) => ok,
        () => false,
      ),
  });
};

/** The same with CloudFormation at hand. */
export function formationDriver(surroundings: Surroundings): StackDriver {
  const { formation, installation, parameters, isReady, glance = GLANCE } = surroundings;
  const formedAs = (name: string) => `${installation}-${name}`;

  const driver: StackDriver = {
    async ensure(order, progress, signal) {
      const name = formedAs(order.name);
      const making = makingOf(order);
      let formed = await settle(name, progress, signal);
      if (formed && isBroken(formed)) {
        await progress("Clearing away what an earlier attempt left");
        await removeFormed(name, formed, progress, signal);
        formed = null;
      }
      if (formed?.status === "UPDATE_ROLLBACK_FAILED") {
        await formation.takeBack(name);
        formed = await settle(name, progress, signal);
      }
      const seen = await lastHappening(name, formed);
      let made = formed;
      const changes = formed ? await formation.update(name, making) : true;
      if (!formed) await formation.create(name, making);
      if (changes) {
        made = await settle(name, progress, signal, seen);
        if (!made || isFault(made.status)) throw await failure(name, seen);
      }
      if (!made) throw new Error(`The stack ${name} is gone.`);
      const { Origin: origin, Server: server } = made.outputs;
      if (!origin || !server) throw new Error(`The stack ${name} does not say where it stands.`);
      await progress("Waiting until it answers");
      await awaitReady(origin, signal);
      return { origin, server };
    },

    async remove(name, progress, signal) {
      const formed = await settle(formedAs(name), progress, signal);
      if (formed) await removeFormed(formedAs(name), formed, progress, signal);
    },

    async list() {
      const names = await formation.list(`${installation}-s`);
      return names
        .map((name) => name.slice(installation.length + 1))
        .filter((name) => /^s\d{8}$/.test(name));
    },
  };
  return driver;

  function makingOf(order: StackOrder): Making {
    const ordered: Partial<Record<ParameterName, string>> = {
      ...parameters,
      name: order.name,
      image: order.image,
      databasePassword: order.databasePassword,
      settings: settingsOf(order),
    };
    const entries = (Object.keys(ordered) as ParameterName[]).map(
      (name) => [parameterId(name), ordered[name] ?? ""] as const,
    );
    return {
      parameters: Object.fromEntries(entries),
      tags: { "swingtag:installation": installation, "swingtag:stack": order.name },
    };
  }

  /** Waits until nothing is under way. @returns null when there is no such stack */
  async function settle(
    name: string,
    progress: Progress,
    signal: AbortSignal,
    after: string | null = null,
  ): Promise<Formed | null> {
    let seen = after;
    let said = "";
    for (;;) {
      signal.throwIfAborted();
      const formed = await formation.find(name);
      if (!formed || isSettled(formed.status)) return formed;
      for (const happening of await formation.happenings(name, seen)) {
        seen = happening.id;
        const words = wordsFor(happening);
        if (words && words !== said) await progress(words);
        said = words ?? said;
      }
      await pause(glance, null, { signal });
    }
  }

  async function lastHappening(name: string, formed: Formed | null): Promise<string | null> {
    if (!formed) return null;
    return (await formation.happenings(name, null)).at(-1)?.id ?? null;
  }

  /** Deletes the stack; tries again if something prevented it. */
  async function removeFormed(
    name: string,
    formed: Formed,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<void> {
    const bucket = formed.outputs.FilesBucket;
    for (let attempt = 1; ; attempt++) {
      const seen = await lastHappening(name, formed);
      if (bucket) {
        await progress("Removing its files");
        await formation.empty(bucket);
      }
      await formation.remove(name);
      const left = await settle(name, progress, signal, seen);
      if (!left) return;
      if (attempt === ATTEMPTS) throw await failure(name, seen);
    }
  }

  async function failure(name: string, after: string | null): Promise<Error> {
    const [first] = (await formation.happenings(name, after)).filter(({ status, reason }) =>
      Boolean(status.endsWith("_FAILED") && reason && !/cancelled/i.test(reason)),
    );
    const why = first
      ? `${first.resource} (${first.type}): ${first.reason}`
      : "it does not say why";
    return new Error(`CloudFormation could not finish ${name}: ${why}`);
  }

  async function awaitReady(origin: string, signal: AbortSignal): Promise<void> {
    const until = performance.now() + READY;
    while (!(await isReady(origin))) {
      if (performance.now() > until) throw new Error(`${origin}/readyz does not answer with 200.`);
      await pause(glance, null, { signal });
    }
  }
}

type Progress = (step: string) => Promise<void>;

/** How often a removal is tried: a file may arrive while the bucket is emptied. */
const ATTEMPTS = 3;

/** States in which CloudFormation allows only a deletion. Such a stack never ran, so it holds no data. */
function isBroken({ status }: Formed): boolean {
  return ["CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"].includes(
    status,
  );
}

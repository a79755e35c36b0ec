import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Making } from "./compose-container";
import { Created, inspect } from "./compose-inspect";
import type { Part, Service } from "./compose-parts";
import type { Engine } from "./engine-api";
import { EngineRefusal } from "./engine-exchange";

/** How long a container may take to be well, or a setup to end, in milliseconds. */
const PATIENCE = { postgres: 120_000, setup: 1_800_000, web: 120_000, worker: 120_000 };

/** What a container is asked whether it is well. */
const ASKED: Readonly<Record<Service, readonly string[]>> = {
  postgres: ["pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"],
  setup: [],
  web: ["swingtag", "health"],
  worker: ["swingtag", "health"],
};

/** @throws Error with the container's last line when it ends, and when it takes too long */
export async function awaitWell({ engine, signal }: Making, part: Part, id: string): Promise<void> {
  const until = Date.now() + PATIENCE[part.service];
  for (;;) {
    const { state } = await inspect(engine, id);
    const ended = state.Status === "exited" || state.Status === "dead";
    if (part.service === "setup" && ended && state.ExitCode === 0) return;
    if (ended || state.Status === "restarting")
      throw new Error(
        `${NAMES[part.service]} ended with ${state.ExitCode}: ${await lastLine(engine, id)}`,
      );
    if (part.service !== "setup" && (await endsWell(engine, id, ASKED[part.service]))) return;
    if (Date.now() > until)
      throw new Error(`${NAMES[part.service]} did not become ready: ${await lastLine(engine, id)}`);
    await pause(200, null, { signal });
  }
}

const Ended = z.object({ ExitCode: z.number().nullable() });

/** Runs a program in a container to its end. @returns false, too, where the container has just ended */
async function endsWell(engine: Engine, id: string, Cmd: readonly string[]): Promise<boolean> {
  try {
    const asked = await engine.call("POST", `/containers/${id}/exec`, { Cmd, AttachStdout: true });
    const run = Created.parse(asked).Id;
    await engine.call("POST", `/exec/${run}/start`, { Detach: false, Tty: false });
    return Ended.parse(await engine.call("GET", `/exec/${run}/json`)).ExitCode === 0;
  } catch (error) {
    if (error instanceof EngineRefusal) return false;
    throw error;
  }
}

const NAMES: Readonly<Record<Service, string>> = {
  postgres: "The stack's Postgres",
  setup: "The stack's setup",
  web: "The stack's web process",
  worker: "The stack's worker",
};

/** Each line comes after eight bytes of its own; what is not text of them goes. */
async function lastLine(engine: Engine, id: string): Promise<string> {
  const said = await engine.call("GET", `/containers/${id}/logs?stdout=1&stderr=1&tail=1`);
  const line = typeof said === "string" ? said : JSON.stringify(said);
  return (
    line
      .replace(/\p{Cc}/gu, "")
      .trim()
      .slice(-500) || "it said nothing"
  );
}

import { rm } from "node:fs/promises";
import { describeApp } from "@/packages/deploy/app";
import { docker } from "@/packages/deploy/image/engine";
import { openDriver } from "@/packages/deploy/stack/drivers";
import type { Acting, Target } from "@/packages/deploy/target";
import { emitCompose } from "./emitted";
import { compose, engineSocket, type Project } from "./engine";
import { labelOf, linesOf, lookAhead } from "./preflight";
import { provideImages } from "./provided-images";
import { rollOut, whyAway } from "./rollout";
import { blankSecrets, findSecrets, keepSecrets } from "./secrets";
import { websOf, workersOf } from "./services";

/** Where secrets are, seen from the emitted compose file. */
const KEPT = "../../../.data/deploy/compose";

export const target: Target = {
  name: "compose",
  says: "containers on one machine, with Postgres, PgBouncer, a collector and Caddy",

  async emit(deployment) {
    return emitCompose(deployment, "compose", { keep: KEPT, builds: true });
  },

  async up({ deployment, folder, keep, say }) {
    const project = projectOf({ deployment, folder, keep });
    await lookAhead(project, deployment);
    await keepSecrets(keep, deployment);
    await provideImages(project, deployment, say);
    await rollOut(project, deployment, say);
    const port = deployment.httpsPort === 443 ? "" : `:${deployment.httpsPort}`;
    say(
      `Swingtag serves on https://${deployment.domain}${port}, sites on https://NAME.${deployment.domain}${port},`,
    );
    say(`operators sign in on https://operator.${deployment.domain}${port}.`);
    if (deployment.certificates === "internal")
      say("Browsers trust it once they know its authority: see docs/guides/compose.md.");
  },

  async down({ deployment, folder, keep, data, say }) {
    const project = projectOf({ deployment, folder, keep });
    if (!(await findSecrets(keep))) await blankSecrets(keep);
    const stacks = await stacksOf(project, deployment);
    if (data) for (const { remove } of stacks) await remove(say);
    else if (stacks.length > 0) {
      // They hang on the project's network, which so has to stay.
      await compose(project, ["stop"]);
      say(
        `Everything is stopped. ${stacks.length} stacks of their own run on; down --data removes them.`,
      );
      return;
    }
    await compose(project, ["down", "--remove-orphans", ...(data ? ["--volumes"] : [])]);
    if (data) await rm(keep, { recursive: true, force: true });
    say(
      data
        ? "Everything is down, and what was stored is gone."
        : "Everything is down. What was stored stays; up brings it back.",
    );
  },

  async status({ deployment, folder, keep, say }) {
    const project = projectOf({ deployment, folder, keep });
    const format = '{{.Label "com.docker.compose.service"}}\t{{.Status}}';
    const found = await docker(["ps", "--all", "--filter", labelOf(project), "--format", format]);
    const states = new Map(
      linesOf(found).map((line) => [line.split("\t")[0], line.split("\t")[1]]),
    );
    let well = true;
    for (const service of servicesOf(deployment)) {
      const state = states.get(service) ?? "not there";
      say(`${service.padEnd(10)} ${state}`);
      if (!state.startsWith("Up") || state.includes("unhealthy")) well = false;
    }
    const why = states.size > 0 ? await whyAway(project, deployment) : "nothing runs";
    say(
      why
        ? `https://${deployment.domain} does not answer: ${why}`
        : `https://${deployment.domain} answers.`,
    );
    return well && why === null;
  },
};

/** The stacks that the worker has made on this engine. */
async function stacksOf(project: Project, { stacks }: Acting["deployment"]) {
  if (!stacks) return [];
  const driver = await openDriver(`compose://${engineSocket()}?network=${project.name}_inside`);
  const names = await driver.list();
  return names.map((name) => ({
    remove: (say: Acting["say"]) =>
      driver.remove(name, async (step) => say(`${name}: ${step}`), new AbortController().signal),
  }));
}

function projectOf({
  deployment,
  folder,
  keep,
}: Pick<Acting, "deployment" | "folder" | "keep">): Project {
  return { name: deployment.project, folder, keep };
}

function servicesOf(deployment: Acting["deployment"]): string[] {
  const app = describeApp(deployment);
  return ["caddy", ...websOf(app), ...workersOf(app), "collector", "pgbouncer", "postgres"];
}

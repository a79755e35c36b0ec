import { rm } from "node:fs/promises";
import { describeApp } from "@/packages/deploy/app";
import { docker } from "@/packages/deploy/image/engine";
import { openGround } from "@/packages/deploy/stack/drivers";
import type { Acting, Target } from "@/packages/deploy/target";
import { emitCompose } from "./emitted";
import { compose, engineSocket, type Project } from "./engine";
import { labelOf, linesOf, lookAhead } from "./preflight";
import { provideImages } from "./provided-images";
import { rollOut, whyAway } from "./rollout";
import { blankSecrets, findSecrets, storeSecrets } from "./secrets";
import { websOf, workersOf } from "./services";

/** Where secrets are, seen from the emitted compose file. */
const STATE_FOLDER = "../../../.data/deploy/compose";

export const target: Target = {
  name: "compose",
  says: "containers on one machine, with Postgres, PgBouncer, a collector and Caddy",

  async emit(deployment) {
    return emitCompose(deployment, "compose", { stateFolder: STATE_FOLDER, builds: true });
  },

  async up({ deployment, folder, stateFolder, say }) {
    const project = projectOf({ deployment, folder, stateFolder });
    await lookAhead(project, deployment);
    await storeSecrets(stateFolder, deployment);
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

  async down({ deployment, folder, stateFolder, data, say }) {
    const project = projectOf({ deployment, folder, stateFolder });
    if (!(await findSecrets(stateFolder))) await blankSecrets(stateFolder);
    const stacks = await stacksOf(project, deployment);
    if (data) for (const { remove } of stacks) await remove(say);
    else if (stacks.length > 0) {
      // Stacks use the project's network, so the network must stay.
      await compose(project, ["stop"]);
      say(
        `Everything is stopped. ${stacks.length} stacks of their own run on; down --data removes them.`,
      );
      return;
    }
    await compose(project, ["down", "--remove-orphans", ...(data ? ["--volumes"] : [])]);
    if (data) await rm(stateFolder, { recursive: true, force: true });
    say(
      data
        ? "Everything is down, and what was stored is gone."
        : "Everything is down. What was stored stays; up brings it back.",
    );
  },

  async status({ deployment, folder, stateFolder, say }) {
    const project = projectOf({ deployment, folder, stateFolder });
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
  const driver = await openGround(`compose://${engineSocket()}?network=${project.name}_inside`);
  const names = await driver.list();
  return names.map((name) => ({
    remove: (say: Acting["say"]) =>
      driver.remove(name, async (step) => say(`${name}: ${step}`), new AbortController().signal),
  }));
}

function projectOf({
  deployment,
  folder,
  stateFolder,
}: Pick<Acting, "deployment" | "folder" | "stateFolder">): Project {
  return { name: deployment.project, folder, stateFolder };
}

function servicesOf(deployment: Acting["deployment"]): string[] {
  const app = describeApp(deployment);
  return ["caddy", ...websOf(app), ...workersOf(app), "collector", "pgbouncer", "postgres"];
}

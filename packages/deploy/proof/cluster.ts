import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeApp } from "@/packages/deploy/app";
import { deployment as written } from "@/packages/deploy/deployment";
import { emit } from "@/packages/deploy/emit";
import { readDeployment } from "@/packages/deploy/settings";
import { NAMESPACE } from "@/packages/deploy/targets/kubernetes/document";
import { kubectl, must } from "@/packages/deploy/targets/kubernetes/kubectl";
import { refuseCluster } from "@/packages/deploy/targets/kubernetes/preflight";
import { target } from "@/packages/deploy/targets/kubernetes/target";
import type { Proof } from "./proof";

const IN = ["--namespace", NAMESPACE] as const;

/** How many requests are sent while every web process is replaced. */
const REQUESTS = 1000;

/**
 * What a real cluster alone can show, of the deployment that packages/deploy/deployment.ts writes down: its policies, its
 * admission, its ingress with certificate, and a roll-out under load. It puts the deployment up and leaves it there.
 */
export const onACluster: Proof = {
  name: "cluster",
  async lacks() {
    const { PROVE_CLUSTER } = process.env;
    const chosen = await must(kubectl, ["config", "current-context"]).catch(() => "");
    if (!PROVE_CLUSTER || chosen.trim() !== PROVE_CLUSTER)
      return "It puts Swingtag up on a cluster: set PROVE_CLUSTER to the context that kubectl has chosen.";
    return refuseCluster(kubectl).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  },
  async run(step, measure) {
    const deployment = readDeployment(written);
    const { domain, image } = describeApp(deployment);
    const scratch = await mkdtemp(join(tmpdir(), "swingtag-cluster-"));
    const acting = {
      deployment,
      folder: join(scratch, "out"),
      stateFolder: scratch,
      say: () => {},
    };
    const generation = () =>
      must(kubectl, [
        "get",
        "deployment/web",
        ...IN,
        "--output",
        "jsonpath={.metadata.generation}",
      ]);
    try {
      await emit(target, deployment, acting.folder);
      await step("it comes up, and all of it is well", async () => {
        await target.up(acting);
        if (!(await target.status(acting))) throw new Error("Something is not ready.");
      });
      await step("putting it up again replaces nothing", async () => {
        const before = await generation();
        await target.up(acting);
        if ((await generation()) !== before) throw new Error("The web processes were replaced.");
      });
      await step("the apex answers with a certificate that is trusted", () => ask(domain));
      await step("a pod that could be root is refused by the API server", async () => {
        const pod = ["run", "root", ...IN, "--image", image, "--dry-run=server"];
        const { code, err } = await kubectl(pod);
        if (code === 0 || !err.includes("PodSecurity")) throw new Error(`It was let in. ${err}`);
      });
      await step("a pod of another namespace reaches no web process", async () => {
        const url = `http://web.${NAMESPACE}.svc:3000/healthz`;
        const reach = `fetch("${url}", { signal: AbortSignal.timeout(5000) }).then(() => process.exit(0), () => process.exit(7))`;
        const probe = ["run", "swingtag-probe", "--namespace", "default", "--image", image];
        const how = ["--restart", "Never", "--attach", "--rm", "--quiet", "--command"];
        const { code, err } = await kubectl([...probe, ...how, "--", "node", "--eval", reach]);
        if (code !== 7) throw new Error(`It ended with ${code}, and 7 is to be shut out. ${err}`);
      });
      await step(`a roll-out under load drops none of ${REQUESTS} requests`, async () => {
        const rolling = must(kubectl, ["rollout", "restart", "deployment/web", ...IN]).then(() =>
          must(kubectl, ["rollout", "status", "deployment/web", ...IN, "--timeout=600s"]),
        );
        let sent = 0;
        let rolled = false;
        const done = rolling.finally(() => {
          rolled = true;
        });
        while (sent < REQUESTS || !rolled) {
          await ask(domain);
          sent++;
        }
        await done;
        measure("requests while every web process was replaced", String(sent));
      });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  },
};

async function ask(domain: string): Promise<void> {
  const answer = await fetch(`https://${domain}/`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`https://${domain}/ answered ${answer.status}.`);
}

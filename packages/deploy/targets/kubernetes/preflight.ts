import { z } from "zod";
import { NAMESPACE } from "./document";
import type { Placed } from "./ground";
import { CERTIFICATE } from "./ingress";
import { find, type Kubectl } from "./kubectl";
import { lackingSecrets } from "./secrets";

/** ValidatingAdmissionPolicy and what else is used is settled since then. */
const OLDEST_MINOR = 30;

const VersionSchema = z.object({
  serverVersion: z.object({ major: z.string(), minor: z.string() }),
});
const AnySchema = z.object({});
const ClassesSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        annotations: z.record(z.string(), z.string()).default({}),
      }),
    }),
  ),
});

/**
 * Looks whether a deployment can work on the cluster that kubectl has chosen, before anything is changed.
 * @returns remarks that are no reason to stop
 * @throws Error with one line for everything that is missing and what to type
 */
export async function lookBefore(
  run: Kubectl,
  placed: Placed,
  given: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  await refuseCluster(run);
  const { deployment } = placed;
  const lacking = [
    ...(await lackingRights(run, deployment.stacks)),
    ...(await lackingIngress(run, placed)),
    ...(await lackingStorage(run, deployment.storageClass)),
    ...(await lackingSecrets(run, placed, given)),
  ];
  if (lacking.length > 0) throw new Error(lacking.join("\n"));
  const measures = await find(run, AnySchema, ["apiservice", "v1beta1.metrics.k8s.io"]);
  return measures
    ? []
    : [
        "The cluster measures nothing, so web processes stay at their least number. Install metrics-server.",
      ];
}

/** Whether a cluster answers that is new enough. @throws Error that says what to do */
export async function refuseCluster(run: Kubectl): Promise<void> {
  const { code, out, err } = await run(["version", "--output", "json"]).catch(() => {
    throw new Error("kubectl is missing: install it from https://kubernetes.io/docs/tasks/tools/.");
  });
  const version = code === 0 ? VersionSchema.safeParse(JSON.parse(out)) : null;
  if (!version?.success)
    throw new Error(
      `No cluster answers: choose one with kubectl config use-context. kubectl says: ${err.trim() || "nothing"}`,
    );
  const { major, minor } = version.data.serverVersion;
  if (Number(major) === 1 && Number.parseInt(minor, 10) < OLDEST_MINOR)
    throw new Error(
      `The cluster is Kubernetes ${major}.${minor}; this needs 1.${OLDEST_MINOR} or later.`,
    );
}

async function lackingRights(run: Kubectl, stacks: boolean): Promise<string[]> {
  const needed = ["namespaces", ...(stacks ? ["clusterroles.rbac.authorization.k8s.io"] : [])];
  const lacking: string[] = [];
  for (const resource of needed) {
    const { out } = await run(["auth", "can-i", "create", resource]);
    if (out.trim() !== "yes")
      lacking.push(
        `You may not create ${resource} on this cluster: ask its administrator for that right.`,
      );
  }
  return lacking;
}

async function lackingIngress(run: Kubectl, { deployment, app }: Placed): Promise<string[]> {
  const { ingressClass, issuer } = deployment;
  const lacking: string[] = [];
  if (!(await find(run, AnySchema, ["ingressclass", ingressClass])))
    lacking.push(
      `The cluster has no ingress class ${ingressClass}: install that controller, or name one of \`kubectl get ingressclass\` with --set ingressClass=NAME.`,
    );
  if (issuer) {
    if (!(await find(run, AnySchema, ["clusterissuer.cert-manager.io", issuer])))
      lacking.push(
        `The cluster has no ClusterIssuer ${issuer}: install cert-manager and make an issuer that proves by DNS, which a wildcard needs.`,
      );
  } else if (!(await find(run, AnySchema, ["secret", CERTIFICATE, "--namespace", NAMESPACE]))) {
    lacking.push(
      `There is no certificate for ${app.domain} and *.${app.domain}: set issuer, or make the namespace and the secret with \`kubectl create namespace ${NAMESPACE}\` and \`kubectl create secret tls ${CERTIFICATE} --namespace ${NAMESPACE} --cert fullchain.pem --key privkey.pem\`.`,
    );
  }
  return lacking;
}

async function lackingStorage(run: Kubectl, asked: string | undefined): Promise<string[]> {
  const classes = (await find(run, ClassesSchema, ["storageclass"]))?.items ?? [];
  const standard = "storageclass.kubernetes.io/is-default-class";
  const found = asked
    ? classes.some(({ metadata }) => metadata.name === asked)
    : classes.some(({ metadata }) => metadata.annotations[standard] === "true");
  if (found) return [];
  const names = classes.map(({ metadata }) => metadata.name).join(", ") || "none";
  return [
    asked
      ? `The cluster has no storage class ${asked}. It has ${names}.`
      : `The cluster has no default storage class: name one with --set storageClass=NAME. It has ${names}.`,
  ];
}

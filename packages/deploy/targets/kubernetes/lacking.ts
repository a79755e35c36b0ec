import { z } from "zod";
import { NAMESPACE } from "./document";
import type { Placed } from "./ground";
import { CERTIFICATE } from "./ingress";
import { find, type Kubectl } from "./kubectl";

/** What the caller may not do and must. @returns sentences */
export async function lackingRights(run: Kubectl, stacks: boolean): Promise<string[]> {
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

/** The ingress class and the issuer that are missing. @returns sentences */
export async function lackingIngress(run: Kubectl, { deployment, app }: Placed): Promise<string[]> {
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

/** The storage class that is missing. @returns sentences */
export async function lackingStorage(run: Kubectl, asked: string | undefined): Promise<string[]> {
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

/** Any object: it is there. */
export const AnySchema = z.object({});

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

import { readFile } from "node:fs/promises";
import type { Document } from "@/packages/deploy/targets/kubernetes/document";
import { ask, ClusterRefusal } from "./kubernetes-ask";
import { pathOf } from "./kubernetes-paths";

/** A Kubernetes API server, and who asks it. */
export interface Cluster {
  /** Such as https://10.0.0.1:443, without a slash at its end. */
  readonly server: string;
  /** The certificate of whoever signs for the server, where it speaks https. */
  readonly authority?: string;
  /** Read anew for each question: Kubernetes replaces it every hour. */
  token(): Promise<string>;
  /** How long to wait between two questions, in milliseconds. */
  readonly every: number;
}

const IDENTITY = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The cluster that this process runs in, as Kubernetes tells each pod, and the namespace.
 * @throws Error outside of a pod that has an identity
 */
export async function ownCluster(): Promise<{ cluster: Cluster; namespace: string }> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = "443" } = process.env;
  const read = (name: string) =>
    readFile(`${IDENTITY}/${name}`, "utf8").catch(() => {
      throw new Error(
        "This process has no identity in a Kubernetes cluster. Run it there, with stacks=true in the deployment.",
      );
    });
  const [authority, namespace] = await Promise.all([read("ca.crt"), read("namespace")]);
  const server = `https://${host?.includes(":") ? `[${host}]` : host}:${port}`;
  return { cluster: { server, authority, token: () => read("token"), every: 2000 }, namespace };
}

/**
 * Writes an object as it shall be; fields that others own and that stand in it become ours. The same again changes
 * nothing.
 * @throws ClusterRefusal
 */
export async function apply(
  cluster: Cluster,
  document: Document,
  signal: AbortSignal,
): Promise<void> {
  const path = `${pathOf(document)}?fieldManager=swingtag&force=true`;
  const content = { type: "application/apply-patch+yaml", body: JSON.stringify(document) };
  await ask(cluster, "PATCH", path, signal, content);
}

/** Reads what stands at a path, or null where there is nothing. @throws ClusterRefusal */
export async function read(cluster: Cluster, path: string, signal: AbortSignal): Promise<unknown> {
  return ask(cluster, "GET", path, signal).catch(nothing);
}

/** Orders a removal; what belongs to the object goes with it. No error where there is none. @throws ClusterRefusal */
export async function remove(cluster: Cluster, path: string, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify({
    apiVersion: "v1",
    kind: "DeleteOptions",
    propagationPolicy: "Background",
  });
  await ask(cluster, "DELETE", path, signal, { type: "application/json", body }).catch(nothing);
}

function nothing(error: unknown): null {
  if (error instanceof ClusterRefusal && error.status === 404) return null;
  throw error;
}

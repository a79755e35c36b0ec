import { readFile } from "node:fs/promises";
import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { Document } from "@/packages/deploy/targets/kubernetes/document";

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

/** An answer of the API server that is a no, with what it says. */
class ClusterRefusal extends Error {
  override name = "ClusterRefusal";
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
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

/** Where the API server keeps an object of a kind that stacks are made of. */
export function pathOf({ apiVersion, kind, metadata }: Document): string {
  const plural = PLURALS[kind];
  if (!plural || !metadata?.name) throw new Error(`No stack is made of a ${kind}.`);
  const group = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
  const within = metadata.namespace ? `/namespaces/${metadata.namespace}` : "";
  return `${group}${within}/${plural}/${metadata.name}`;
}

const PLURALS: Readonly<Record<string, string>> = {
  Namespace: "namespaces",
  ServiceAccount: "serviceaccounts",
  NetworkPolicy: "networkpolicies",
  Secret: "secrets",
  PersistentVolumeClaim: "persistentvolumeclaims",
  Service: "services",
  StatefulSet: "statefulsets",
  Deployment: "deployments",
  Job: "jobs",
};

interface Content {
  readonly type: string;
  readonly body: string;
}

const TRIES = 5;

/** What passes by itself: a conflict with another writer, too many questions, and a server that is being replaced. */
const PASSING = new Set([409, 429, 500, 502, 503, 504]);

async function ask(
  cluster: Cluster,
  method: string,
  path: string,
  signal: AbortSignal,
  content?: Content,
): Promise<unknown> {
  for (let tried = 1; ; tried++) {
    try {
      return await askOnce(cluster, method, path, signal, content);
    } catch (error) {
      const passes = error instanceof ClusterRefusal ? PASSING.has(error.status) : isLost(error);
      if (!passes || tried === TRIES || signal.aborted) throw error;
      await pause(cluster.every, undefined, { signal });
    }
  }
}

async function askOnce(
  { server, authority, token }: Cluster,
  method: string,
  path: string,
  signal: AbortSignal,
  content?: Content,
): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${(await token()).trim()}`,
    accept: "application/json",
    ...(content
      ? { "content-type": content.type, "content-length": Buffer.byteLength(content.body) }
      : {}),
  };
  const options = { method, headers, signal, timeout: 30_000 };
  const [status, body] = await new Promise<[number, string]>((resolve, reject) => {
    const url = new URL(server + path);
    const asked =
      url.protocol === "https:" ? secure(url, { ...options, ca: authority }) : plain(url, options);
    asked.on("error", reject);
    asked.on("timeout", () =>
      asked.destroy(Object.assign(new Error("No answer."), { code: "ETIMEDOUT" })),
    );
    asked.on("response", (answer) => {
      text(answer).then((said) => resolve([answer.statusCode ?? 0, said]), reject);
    });
    asked.end(content?.body);
  });
  const said: unknown = body.startsWith("{") ? JSON.parse(body) : null;
  if (status >= 200 && status < 300) return said;
  const reason = said && typeof said === "object" && "message" in said ? said.message : body;
  throw new ClusterRefusal(`${method} ${path}: ${status} ${reason}`, status);
}

function nothing(error: unknown): null {
  if (error instanceof ClusterRefusal && error.status === 404) return null;
  throw error;
}

function isLost(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"].includes(
    code,
  );
}

import type { Document } from "@/packages/deploy/targets/kubernetes/document";

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

import { createHash } from "node:crypto";
import type { IJob } from "kubernetes-models/batch/v1";
import type { IRole, IRoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";
import type { IConfigMap, IEnvVar } from "kubernetes-models/v1";
import { type Document, NAMESPACE, named } from "./document";
import type { Placed } from "./ground";
import { MARK } from "./setup-mark";
import { setupSpec } from "./setup-spec";

/**
 * The job that creates and migrates the databases. When it has ended it leaves a ConfigMap behind, and the pods of the
 * same deployment can't start before that is there: so the order holds for a bare `kubectl apply`, too.
 */
export function setupDocuments(placed: Placed): readonly Document[] {
  const marks: IRole = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: named("setup"),
    rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["create"] }],
  };
  const bound: IRoleBinding = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: named("setup"),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "setup" },
    subjects: [{ kind: "ServiceAccount", name: "setup", namespace: NAMESPACE }],
  };
  const script: IConfigMap = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: named("setup", "setup-mark"),
    data: { "mark.mjs": MARK },
  };
  const job: IJob = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: named("setup", setupName(placed)),
    spec: setupSpec(placed),
  };
  return [marks, bound, script, job];
}

/** The name of the job and of what it leaves behind: another version, or another setting, is another job. */
export function setupName(placed: Placed): string {
  const version = placed.app.version
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 30);
  const digest = createHash("sha256")
    .update(JSON.stringify(setupSpec(placed)))
    .digest("hex");
  return `setup-${version}-${digest.slice(0, 8)}`;
}

/** A variable that only setup's end gives a value; a container that has none of it waits. */
export function setupDone(placed: Placed): IEnvVar {
  return {
    name: "SETUP_DONE",
    valueFrom: { configMapKeyRef: { name: setupName(placed), key: "done" } },
  };
}

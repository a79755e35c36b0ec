import type {
  IClusterRole,
  IClusterRoleBinding,
} from "kubernetes-models/rbac.authorization.k8s.io/v1";
import type { IServiceAccount } from "kubernetes-models/v1";
import { type Document, NAMESPACE, named } from "./document";
import { fence, fenceBound, MAKER } from "./fence";
import { bringsDatabase, type Placed } from "./ground";

/** An account for each part, none of which may do anything unless it is said here or for setup. */
export function accessDocuments({ deployment }: Placed): readonly Document[] {
  const parts = ["web", "worker", "collector", "setup", "backup", "doctor"];
  const database = bringsDatabase(deployment) ? ["postgres", "pgbouncer"] : [];
  return [
    ...[...parts, ...database].map((part) => account(part)),
    ...(deployment.stacks ? [stackMaker(), bound(), fence(), fenceBound()] : []),
  ];
}

/** The account of a part's pods; its token is in none of them. */
export function account(part: string, namespace = NAMESPACE): IServiceAccount {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: named(part, part, namespace),
    automountServiceAccountToken: false,
  };
}

/** What the worker needs to make and remove a stack; nothing that stands in a Secret can be read with it. */
function stackMaker(): IClusterRole {
  const change = ["create", "patch"];
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: named("worker", MAKER, null),
    rules: [
      {
        apiGroups: [""],
        resources: ["namespaces"],
        verbs: ["get", "list", ...change, "delete"],
      },
      {
        apiGroups: [""],
        resources: ["secrets", "services", "serviceaccounts", "persistentvolumeclaims"],
        verbs: change,
      },
      {
        apiGroups: ["apps"],
        resources: ["deployments", "statefulsets"],
        verbs: ["get", ...change],
      },
      { apiGroups: ["batch"], resources: ["jobs"], verbs: ["get", ...change, "delete"] },
      { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: change },
    ],
  };
}

function bound(): IClusterRoleBinding {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: named("worker", MAKER, null),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: MAKER },
    subjects: [{ kind: "ServiceAccount", name: "worker", namespace: NAMESPACE }],
  };
}

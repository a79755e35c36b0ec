import type {
  IValidatingAdmissionPolicy,
  IValidatingAdmissionPolicyBinding,
} from "kubernetes-models/admissionregistration.k8s.io/v1";
import type {
  IClusterRole,
  IClusterRoleBinding,
} from "kubernetes-models/rbac.authorization.k8s.io/v1";
import type { IServiceAccount } from "kubernetes-models/v1";
import { type Document, NAMESPACE, named } from "./document";
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

/** What every namespace of a stack begins with. */
export const STACK_NAMESPACES = `${NAMESPACE}-s`;

const MAKER = `${NAMESPACE}-stacks`;

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

/** A role can't say "in namespaces that begin so": this does, for everything the worker changes. */
function fence(): IValidatingAdmissionPolicy {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: named("worker", MAKER, null),
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ["*"],
            apiVersions: ["*"],
            resources: ["*"],
            operations: ["CREATE", "UPDATE", "DELETE"],
            scope: "*",
          },
        ],
      },
      matchConditions: [
        {
          name: "the-worker",
          expression: `request.userInfo.username == "system:serviceaccount:${NAMESPACE}:worker"`,
        },
      ],
      validations: [
        {
          expression: `(request.namespace != "" ? request.namespace : request.name).startsWith("${STACK_NAMESPACES}")`,
          message: `Swingtag's worker may change namespaces that begin with ${STACK_NAMESPACES}, and no others.`,
        },
      ],
    },
  };
}

function fenceBound(): IValidatingAdmissionPolicyBinding {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: named("worker", MAKER, null),
    spec: { policyName: MAKER, validationActions: ["Deny"] },
  };
}

import type {
  IValidatingAdmissionPolicy,
  IValidatingAdmissionPolicyBinding,
} from "kubernetes-models/admissionregistration.k8s.io/v1";
import { NAMESPACE, named } from "./document";

/** What every namespace of a stack begins with. */
export const STACK_NAMESPACES = `${NAMESPACE}-s`;

/** What the right to make stacks is called, cluster-wide. */
export const MAKER = `${NAMESPACE}-stacks`;

/** A role can't say "in namespaces that begin so": this does, for everything the worker changes. */
export function fence(): IValidatingAdmissionPolicy {
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

/** Puts the fence into force. */
export function fenceBound(): IValidatingAdmissionPolicyBinding {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: named("worker", MAKER, null),
    spec: { policyName: MAKER, validationActions: ["Deny"] },
  };
}

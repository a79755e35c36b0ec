import { type Document, NAMESPACE } from "./document";

/** The platform's own namespace; the API server itself then refuses pods that could do more than ours. */
export function platformNamespace(): Document {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: NAMESPACE,
      labels: { "app.kubernetes.io/name": "swingtag", ...RESTRICTED },
    },
  };
}

export const RESTRICTED = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/enforce-version": "latest",
} as const;

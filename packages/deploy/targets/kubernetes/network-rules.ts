import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { NAMESPACE, named, podsOf } from "./document";

type Rule = NonNullable<NonNullable<INetworkPolicy["spec"]>["ingress"]>[number];

type Egress = NonNullable<NonNullable<INetworkPolicy["spec"]>["egress"]>[number];

/** One end of a way. */
export type Peer = NonNullable<Rule["from"]>[number];

/** Nothing in and nothing out, but for the question which address a name has. */
export function nothingElse(namespace: string): INetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: named("network", "nothing-else", namespace),
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      egress: [
        {
          to: [{ namespaceSelector: {}, podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    },
  };
}

/** What may reach the pods of a part, and what they may reach. */
export function paths(
  part: string,
  open: { readonly from?: readonly Rule[]; readonly to?: readonly Egress[] },
  namespace = NAMESPACE,
): INetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: named(part, part, namespace),
    spec: {
      podSelector: { matchLabels: podsOf(part) },
      policyTypes: ["Ingress", "Egress"],
      ...(open.from ? { ingress: [...open.from] } : {}),
      ...(open.to ? { egress: [...open.to] } : {}),
    },
  };
}

/** Pods of a part in the same namespace. */
export function pods(part: string): Peer {
  return { podSelector: { matchLabels: podsOf(part) } };
}

/** Pods of a part in another namespace. */
export function podsIn(namespace: string, part: string): Peer {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    ...pods(part),
  };
}

export function from(peers: readonly Peer[], ...ports: number[]): Rule {
  return { from: [...peers], ports: ports.map((port) => ({ protocol: "TCP", port })) };
}

export function to(peers: readonly Peer[], ...ports: number[]): Egress {
  return { to: [...peers], ports: ports.map((port) => ({ protocol: "TCP", port })) };
}

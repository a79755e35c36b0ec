/** A Kubernetes object as it is written down. */
export interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** The namespace of the platform. A tenant's stack of its own has one whose name begins with this one's. */
export const NAMESPACE = "swingtag";

/** Labels that tell what an object belongs to. */
export const LABEL = {
  /** Which part of Swingtag a pod is: web, worker, postgres and so on. */
  part: "app.kubernetes.io/component",
  /** The platform's namespace, on every namespace of the installation but its own. */
  platform: "swingtag/platform",
  /** The stack's name, on its namespace. */
  stack: "swingtag/stack",
  /** Marks pods that share a volume which one node alone holds. */
  together: "swingtag/together",
} as const;

/** Selects the pods of a part. */
export function podsOf(part: string): Record<string, string> {
  return { "app.kubernetes.io/name": "swingtag", [LABEL.part]: part };
}

/** The head of an object that belongs to a part; namespaced unless told otherwise. */
export function named(
  part: string,
  name = part,
  namespace: string | null = NAMESPACE,
): { name: string; namespace?: string; labels: Record<string, string> } {
  return { name, ...(namespace ? { namespace } : {}), labels: podsOf(part) };
}

import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Document } from "./document";

const ModelSchema = z.custom<new (data: Document) => { validate(): void }>(
  (value) => typeof value === "function",
);

/** @throws Error where an object is not what Kubernetes knows by its kind and version */
export async function validate(document: Document): Promise<void> {
  const place = document.apiVersion === "v1" ? "v1" : document.apiVersion;
  const found: Record<string, unknown> = await import(
    /* @vite-ignore */ `kubernetes-models/${place}/${document.kind}`
  );
  const Model = ModelSchema.parse(found[document.kind]);
  new Model(document).validate();
}

const PodSchema = z.object({
  serviceAccountName: z.string(),
  automountServiceAccountToken: z.boolean(),
  terminationGracePeriodSeconds: z.number().optional(),
  securityContext: z.object({
    runAsNonRoot: z.literal(true),
    runAsUser: z.number(),
    seccompProfile: z.object({ type: z.string() }),
  }),
  topologySpreadConstraints: z
    .array(
      z.object({ topologyKey: z.string(), maxSkew: z.number(), whenUnsatisfiable: z.string() }),
    )
    .default([]),
  initContainers: z.array(z.looseObject({ name: z.string() })).default([]),
  containers: z.array(
    z.looseObject({
      name: z.string(),
      env: z.array(z.looseObject({ name: z.string() })).default([]),
    }),
  ),
  volumes: z.array(z.looseObject({ name: z.string() })),
});

export type Pod = z.infer<typeof PodSchema>;

const WorkloadSchema = z.object({
  spec: z.union([
    z.object({ template: z.object({ metadata: z.looseObject({}), spec: PodSchema }) }),
    z.object({
      jobTemplate: z.object({
        spec: z.object({ template: z.object({ metadata: z.looseObject({}), spec: PodSchema }) }),
      }),
    }),
  ]),
});

/** The pods that objects make, by the kind and name of who makes them. */
export function podsMadeBy(documents: readonly Document[]): Map<string, Pod> {
  const pods = new Map<string, Pod>();
  for (const document of documents) {
    const parsed = WorkloadSchema.safeParse(document);
    if (!parsed.success) continue;
    const { spec } = parsed.data;
    const { template } = "template" in spec ? spec : spec.jobTemplate.spec;
    pods.set(`${document.kind} ${document.metadata?.name}`, template.spec);
  }
  return pods;
}

const DocumentSchema = z.looseObject({ apiVersion: z.string(), kind: z.string() });

/** The objects of a file, as Kubernetes reads them. */
export function documentsIn(yaml: string): Document[] {
  return parseAllDocuments(yaml).map((one) => DocumentSchema.parse(one.toJS()));
}

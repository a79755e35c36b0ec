import { z } from "zod";

/** A namespace as the cluster answers. */
export const NamespaceSchema = z.object({
  metadata: z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
});

/** Several of them. */
export const NamespacesSchema = z.object({ items: z.array(NamespaceSchema) });

const Count = z.number().default(0);

/** A Deployment or StatefulSet as the cluster answers. */
export const WorkloadSchema = z.object({
  metadata: z.object({ generation: z.number() }),
  spec: z.object({ replicas: z.number() }),
  status: z
    .object({
      observedGeneration: Count,
      replicas: Count,
      updatedReplicas: Count,
      readyReplicas: Count,
    })
    .prefault({}),
});

/** A Job as the cluster answers. */
export const JobSchema = z.object({
  status: z
    .object({
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    })
    .prefault({}),
});

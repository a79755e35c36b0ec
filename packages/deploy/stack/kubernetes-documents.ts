import type { IJob } from "kubernetes-models/batch/v1";
import type { IEnvVar } from "kubernetes-models/v1";
import type { StackOrder } from "@/jobs/stack-driver";
import { account } from "@/packages/deploy/targets/kubernetes/access";
import { volumeClaim } from "@/packages/deploy/targets/kubernetes/claims";
import { type Document, LABEL } from "@/packages/deploy/targets/kubernetes/document";
import { RESTRICTED } from "@/packages/deploy/targets/kubernetes/namespace";
import { postgres, postgresService } from "@/packages/deploy/targets/kubernetes/postgres";
import { namespaceOf, networkOf, type StackGround, secretsOf } from "./kubernetes-ground";
import { SIZE } from "./kubernetes-pods";
import { webOf, webService, workerOf } from "./kubernetes-processes";
import { setupOf } from "./kubernetes-setup";

/** A stack's objects, in the order in which they can stand. */
export interface StackDocuments {
  readonly namespace: Document;
  /** Accounts, paths, secrets and Postgres. */
  readonly ground: readonly Document[];
  readonly setup: IJob & Document;
  readonly processes: readonly Document[];
}

/** Everything that a stack consists of. */
export function stackDocuments(order: StackOrder, ground: StackGround): StackDocuments {
  const namespace = namespaceOf(ground, order.name);
  const { storageClass } = ground;
  const place = (document: Document): Document => ({
    ...document,
    metadata: { ...document.metadata, namespace },
  });
  const password = (name: string): IEnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: "database", key: name } },
  });
  const server = postgres({
    image: ground.database,
    size: SIZE.database,
    storageClass,
    env: [password("POSTGRES_PASSWORD"), password("POOLER_PASSWORD")],
    args: ["-c", "max_connections=100", "-c", "password_encryption=scram-sha-256"],
  });
  const parts = ["web", "worker", "setup", "postgres"];
  return {
    namespace: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: namespace,
        labels: {
          "app.kubernetes.io/name": "swingtag",
          [LABEL.platform]: ground.platform,
          [LABEL.stack]: order.name,
          ...RESTRICTED,
        },
      },
    },
    ground: [
      ...parts.map((part) => account(part, namespace)),
      ...networkOf(ground, namespace),
      ...secretsOf(order).map(place),
      place(volumeClaim({ storageClass }, "kept", "ReadWriteOnce", SIZE.files)),
      place(postgresService()),
      place(server),
    ],
    setup: setupOf(order, namespace),
    processes: [webService(), webOf(order), workerOf(order)].map(place),
  };
}

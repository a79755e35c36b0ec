import type { IJob } from "kubernetes-models/batch/v1";
import type { StackOrder } from "@/jobs/stack-driver";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { type Document, named } from "@/packages/deploy/targets/kubernetes/document";
import { podOf } from "@/packages/deploy/targets/kubernetes/pod";
import { administers, digestOf, ofTheStack, SIZE } from "./kubernetes-pods";

/** The job that prepares its database. */
export function setupOf(order: StackOrder, namespace: string): IJob & Document {
  const { image } = order;
  const digest = digestOf(order).slice(0, 12);
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: named("setup", `setup-${digest}`, namespace),
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: 900,
      ttlSecondsAfterFinished: 3600,
      template: podOf({
        part: "setup",
        user: IMAGE_USER,
        restart: "Never",
        volumes: [{ name: "data", emptyDir: { sizeLimit: "1Gi" } }],
        containers: [
          {
            ...ofTheStack("setup", image, administers),
            args: ["setup"],
            mounts: { data: "/data" },
            ...SIZE.setup,
          },
        ],
      }),
    },
  };
}

import type { IJobSpec } from "kubernetes-models/batch/v1";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { BUCKET_SECRETS, bucketOf, environmentIn, type Placed } from "./ground";
import { podOf } from "./pod";
import { IDENTITY, TOKEN } from "./setup-mark";

/** The job that prepares databases, and what it may use. */
export function setupSpec(placed: Placed): IJobSpec {
  const { app, deployment } = placed;
  const { setup } = app.jobs;
  const size = { cpu: setup.cpu, memory: setup.memory };
  const opens = bucketOf(deployment) !== null;
  return {
    backoffLimit: 5,
    activeDeadlineSeconds: setup.limit,
    template: podOf({
      part: "setup",
      user: IMAGE_USER,
      restart: "Never",
      volumes: [
        { name: "data", emptyDir: { sizeLimit: "1Gi" } },
        { name: "script", configMap: { name: "setup-mark" } },
        TOKEN,
      ],
      before: [
        {
          name: "setup",
          image: app.image,
          args: setup.args,
          env: environmentIn(placed, "setup"),
          ...(opens ? { envFrom: [{ secretRef: { name: BUCKET_SECRETS, optional: true } }] } : {}),
          mounts: { data: "/data" },
          ...size,
        },
      ],
      // Only this container is told who it is to the cluster, and it holds no secret.
      containers: [
        {
          name: "mark",
          image: app.image,
          command: ["node", "/etc/swingtag/mark.mjs"],
          env: [
            {
              name: "JOB",
              valueFrom: {
                fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" },
              },
            },
            { name: "NODE_EXTRA_CA_CERTS", value: `${IDENTITY}/ca.crt` },
          ],
          mounts: { script: "/etc/swingtag", identity: IDENTITY },
          readOnly: ["script", "identity"],
          cpu: 100,
          memory: 128,
        },
      ],
    }),
  };
}

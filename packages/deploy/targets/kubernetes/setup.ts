import { createHash } from "node:crypto";
import type { IJob, IJobSpec } from "kubernetes-models/batch/v1";
import type { IRole, IRoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1";
import type { IConfigMap, IEnvVar, IVolume } from "kubernetes-models/v1";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { type Document, NAMESPACE, named } from "./document";
import { BUCKET_SECRETS, bucketOf, environmentIn, type Placed } from "./ground";
import { podOf } from "./pod";

/**
 * The job that creates and migrates the databases. When it has ended it leaves a ConfigMap behind, and the pods of the
 * same deployment can't start before that is there: so the order holds for a bare `kubectl apply`, too.
 */
export function setupDocuments(placed: Placed): readonly Document[] {
  const marks: IRole = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: named("setup"),
    rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["create"] }],
  };
  const bound: IRoleBinding = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: named("setup"),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "setup" },
    subjects: [{ kind: "ServiceAccount", name: "setup", namespace: NAMESPACE }],
  };
  const script: IConfigMap = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: named("setup", "setup-mark"),
    data: { "mark.mjs": MARK },
  };
  const job: IJob = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: named("setup", setupName(placed)),
    spec: setupSpec(placed),
  };
  return [marks, bound, script, job];
}

/** The name of the job and of what it leaves behind: another version, or another setting, is another job. */
export function setupName(placed: Placed): string {
  const version = placed.app.version
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 30);
  const digest = createHash("sha256")
    .update(JSON.stringify(setupSpec(placed)))
    .digest("hex");
  return `setup-${version}-${digest.slice(0, 8)}`;
}

/** A variable that only setup's end gives a value; a container that has none of it waits. */
export function setupDone(placed: Placed): IEnvVar {
  return {
    name: "SETUP_DONE",
    valueFrom: { configMapKeyRef: { name: setupName(placed), key: "done" } },
  };
}

function setupSpec(placed: Placed): IJobSpec {
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

const IDENTITY = "/var/run/secrets/kubernetes.io/serviceaccount";

/** What Kubernetes gives a pod by itself unless told not to, for a single container. */
const TOKEN: IVolume = {
  name: "identity",
  projected: {
    defaultMode: 0o440,
    sources: [
      { serviceAccountToken: { path: "token", expirationSeconds: 3600 } },
      { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
      {
        downwardAPI: {
          items: [{ path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } }],
        },
      },
    ],
  },
};

/** The identity of a container that talks to the API server, as a volume and where it is mounted. */
export const identity = { volume: TOKEN, path: IDENTITY };

const MARK = `import { readFile } from "node:fs/promises";

const read = (name) => readFile("${IDENTITY}/" + name, "utf8");
const [token, namespace] = await Promise.all([read("token"), read("namespace")]);
const answer = await fetch(
  "https://kubernetes.default.svc/api/v1/namespaces/" + namespace + "/configmaps",
  {
    method: "POST",
    headers: { authorization: "Bearer " + token, "content-type": "application/json" },
    body: JSON.stringify({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: process.env.JOB, labels: { "app.kubernetes.io/name": "swingtag", "app.kubernetes.io/component": "setup" } },
      immutable: true,
      data: { done: "yes" },
    }),
  },
);
// 409: an earlier try has left it.
if (!answer.ok && answer.status !== 409) {
  console.error("The end of setup could not be noted:", answer.status, await answer.text());
  process.exit(1);
}
`;

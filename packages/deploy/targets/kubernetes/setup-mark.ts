import type { IVolume } from "kubernetes-models/v1";

/** Where a pod finds its identity. */
export const IDENTITY = "/var/run/secrets/kubernetes.io/serviceaccount";

/** What Kubernetes gives a pod by itself unless told not to, for a single container. */
export const TOKEN: IVolume = {
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

/** The script that says in the cluster that setup is done. */
export const MARK = `import { readFile } from "node:fs/promises";

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

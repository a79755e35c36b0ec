import type { IIngress } from "kubernetes-models/networking.k8s.io/v1";
import { type Document, named } from "./document";
import type { Placed } from "./ground";

/** The Secret with the certificate for the domain and every name right below it. */
export const CERTIFICATE = "swingtag-tls";

/** The way in: the apex and every site, and nothing of any other name. */
export function ingressDocuments({ app, deployment }: Placed): readonly Document[] {
  const hosts = [app.domain, `*.${app.domain}`];
  const backend = { service: { name: "web", port: { name: "http" } } };
  const ingress: IIngress = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      ...named("web"),
      annotations: {
        ...(deployment.issuer ? { "cert-manager.io/cluster-issuer": deployment.issuer } : {}),
        ...(ANNOTATIONS[deployment.ingressClass] ?? {}),
      },
    },
    spec: {
      ingressClassName: deployment.ingressClass,
      tls: [{ hosts, secretName: CERTIFICATE }],
      rules: hosts.map((host) => ({
        host,
        http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
      })),
    },
  };
  return [ingress];
}

/** A photo may have 25 MB, and a form has something around it. What sends slowly is passed on as it comes. */
const ANNOTATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nginx: {
    "nginx.ingress.kubernetes.io/proxy-body-size": "26m",
    "nginx.ingress.kubernetes.io/proxy-request-buffering": "off",
    "nginx.ingress.kubernetes.io/proxy-buffering": "off",
    "nginx.ingress.kubernetes.io/proxy-read-timeout": "120",
    "nginx.ingress.kubernetes.io/ssl-redirect": "true",
  },
};

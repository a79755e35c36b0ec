import { createHmac } from "node:crypto";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { ISecret } from "kubernetes-models/v1";
import type { StackOrder } from "@/jobs/stack-driver";
import { COLLECTOR_PORT } from "@/packages/deploy/app";
import { named } from "@/packages/deploy/targets/kubernetes/document";
import { ANYWHERE, OUTSIDE } from "@/packages/deploy/targets/kubernetes/network";
import {
  from,
  nothingElse,
  paths,
  pods,
  podsIn,
  to,
} from "@/packages/deploy/targets/kubernetes/network-rules";
import { POSTGRES_PORT } from "@/packages/deploy/targets/kubernetes/postgres";
import { WEB_PORT } from "./kubernetes-pods";

/** What the setting STACKS says of this ground. */
export interface StackGround {
  /** The platform's namespace. */
  readonly platform: string;
  /** The image of Postgres. */
  readonly database: string;
  readonly storageClass: string | undefined;
}

/** The namespace of a stack: two installations in one cluster never meet. */
export function namespaceOf({ platform }: Pick<StackGround, "platform">, name: string): string {
  if (!/^s\d{8}$/.test(name)) throw new Error(`${name} is no stack's name.`);
  return `${platform}-${name}`;
}

/** The secrets of a stack. */
export function secretsOf({ databasePassword, settings }: StackOrder): ISecret[] {
  const encoded = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, Buffer.from(value).toString("base64")]),
    );
  const secret = (name: string, values: Readonly<Record<string, string>>): ISecret => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: named("secrets", name),
    data: encoded(values),
  });
  return [
    secret("settings", settings),
    secret("database", {
      DATABASE_URL: `postgres://postgres:${databasePassword}@postgres:${POSTGRES_PORT}/postgres`,
      POSTGRES_PASSWORD: databasePassword,
      // The image makes a pooler's login where it is made; nobody uses it here.
      POOLER_PASSWORD: createHmac("sha256", databasePassword).update("pooler").digest("hex"),
    }),
  ];
}

/** Who may reach a stack, and what it reaches. */
export function networkOf({ platform }: StackGround, namespace: string): INetworkPolicy[] {
  const database = to([pods("postgres")], POSTGRES_PORT);
  const telemetry = to([podsIn(platform, "collector")], COLLECTOR_PORT);
  const outside = to(ANYWHERE, ...OUTSIDE);
  const ours = ["web", "worker", "setup"].map(pods);
  const theirs = ["worker", "doctor"].map((part) => podsIn(platform, part));
  const asked = ["web", "worker"].map((part) => podsIn(platform, part));
  return [
    nothingElse(namespace),
    paths("web", { from: [from(asked, WEB_PORT)], to: [database, telemetry, outside] }, namespace),
    paths("worker", { to: [database, telemetry, outside] }, namespace),
    paths("setup", { to: [database, telemetry] }, namespace),
    paths("postgres", { from: [from([...ours, ...theirs], POSTGRES_PORT)] }, namespace),
  ];
}

/** Where the platform reaches a stack, by the names that the cluster gives. */
export function addressesOf(ground: StackGround, name: string) {
  const host = (part: string) => `${part}.${namespaceOf(ground, name)}.svc`;
  return {
    server: `${host("postgres")}:${POSTGRES_PORT}`,
    origin: `http://${host("web")}:${WEB_PORT}`,
  };
}

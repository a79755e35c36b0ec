import { ApiObject, App as Cdk, Chart, Yaml } from "cdk8s";
import { describeApp } from "@/packages/deploy/app";
import { isTrial } from "@/packages/deploy/environment";
import { type Deployment, WrongSetting } from "@/packages/deploy/settings";
import type { EmittedFile } from "@/packages/deploy/target";
import { databaseImage } from "@/packages/deploy/targets/compose/database";
import { accessDocuments } from "./access";
import { databaseDocuments } from "./database";
import type { Document } from "./document";
import { bucketOf, type Placed } from "./ground";
import { ingressDocuments } from "./ingress";
import { platformNamespace } from "./namespace";
import { networkDocuments } from "./network";
import { processDocuments } from "./processes";
import { scheduleDocuments } from "./schedules";
import { setupDocuments } from "./setup";

/** What is applied, in this order; `kubectl apply -f` on the folder takes the same one. */
export const STAGES = {
  "00-namespace.yaml": () => [platformNamespace()],
  "10-access.yaml": accessDocuments,
  "20-network.yaml": networkDocuments,
  "30-database.yaml": databaseDocuments,
  "40-setup.yaml": setupDocuments,
  "50-processes.yaml": processDocuments,
  "60-ingress.yaml": ingressDocuments,
  "70-schedules.yaml": scheduleDocuments,
} as const satisfies Readonly<Record<string, (placed: Placed) => readonly Document[]>>;

/**
 * A deployment placed in the cluster.
 * @throws WrongSetting where something is missing without which nothing would work there
 */
export function place(deployment: Deployment): Placed {
  const placed = { app: describeApp(deployment), deployment };
  bucketOf(deployment);
  if (isTrial(placed.app) && deployment.issuer)
    throw new WrongSetting(
      "issuer names who gives certificates, and nobody gives one for localhost. Set domain, or leave issuer out.",
    );
  return placed;
}

/** Every object of a deployment, in the order of its stages. */
export function everyDocument(placed: Placed): readonly Document[] {
  return Object.values(STAGES).flatMap((stage) => stage(placed));
}

/** The files of a deployment: one of objects for each stage, and what the database's image is built from. */
export function emittedFiles(placed: Placed): readonly EmittedFile[] {
  const stages = Object.entries(STAGES).flatMap(([path, stage]) => {
    const documents = stage(placed);
    return documents.length > 0 ? [{ path, content: yamlOf(path, documents) }] : [];
  });
  return [...stages, ...databaseImage(placed.app)];
}

function yamlOf(stage: string, documents: readonly Document[]): string {
  const chart = new Chart(new Cdk(), stage);
  for (const [at, document] of documents.entries())
    new ApiObject(chart, `${String(at).padStart(3, "0")}-${document.kind}`, { ...document });
  return Yaml.stringify(...chart.toJson());
}

import type { IProbe } from "kubernetes-models/v1";
import type { Process } from "@/packages/deploy/description";
import type { Guarded } from "./guarded";

/** How Kubernetes asks a process of the description how it is. */
export function probesOf({ health, port }: Pick<Process, "health" | "port">): Guarded["probes"] {
  if (port === null) return {};
  const ask = (path: string): IProbe => ({ httpGet: { path, port }, timeoutSeconds: 3 });
  return {
    startupProbe: { ...ask(health.alive), periodSeconds: 1, failureThreshold: 60 },
    livenessProbe: { ...ask(health.alive), periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: { ...ask(health.ready), periodSeconds: 2, failureThreshold: 2 },
  };
}

/** The same for a program that says it by how it exits. */
export function probesBy(command: readonly string[]): Guarded["probes"] {
  const ask: IProbe = { exec: { command: [...command] }, timeoutSeconds: 5 };
  return {
    startupProbe: { ...ask, periodSeconds: 2, failureThreshold: 150 },
    livenessProbe: { ...ask, periodSeconds: 20, failureThreshold: 6 },
    readinessProbe: { ...ask, periodSeconds: 5, failureThreshold: 2 },
  };
}

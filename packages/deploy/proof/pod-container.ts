import { z } from "zod";
import { docker } from "@/packages/deploy/image/engine";
import type { Node } from "./pods";

const ProbeSchema = z.object({
  exec: z.object({ command: z.array(z.string()) }).optional(),
  httpGet: z.object({ path: z.string(), port: z.number() }).optional(),
});

/** What a pod says of one container, as far as an engine can be told. */
export const ContainerSchema = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).default([]),
  args: z.array(z.string()).default([]),
  env: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z.object({ secretKeyRef: z.object({ key: z.string() }).optional() }).optional(),
      }),
    )
    .default([]),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  resources: z.object({ limits: z.object({ cpu: z.string(), memory: z.string() }) }),
  readinessProbe: ProbeSchema.optional(),
});

type Container = z.infer<typeof ContainerSchema>;

/** Its limits, as words of `docker run`. */
export function limitsOf({ resources }: Container): string[] {
  const { cpu, memory } = resources.limits;
  const cpus = Math.min(2, Number.parseInt(cpu, 10) / 1000);
  return ["--cpus", String(cpus), "--memory", memory.replace("Mi", "m")];
}

/** Its environment, as words of `docker run`. */
export function environmentOf({ env }: Container, { secrets, mark }: Node): string[] {
  return env.flatMap(({ name, value, valueFrom }) => {
    const key = valueFrom?.secretKeyRef?.key;
    const given = key === undefined ? (value ?? mark) : secrets[key];
    if (given === undefined) throw new Error(`There is no secret ${key}.`);
    return ["--env", `${name}=${given}`];
  });
}

/** Whether its readiness probe passes. */
export async function isReady(name: string, { readinessProbe }: Container): Promise<boolean> {
  const { exec, httpGet } = readinessProbe ?? {};
  const url = `http://127.0.0.1:${httpGet?.port}${httpGet?.path}`;
  const ask = `fetch("${url}").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  const words = exec ? exec.command : ["node", "--eval", ask];
  return docker(["exec", name, ...words]).then(
    () => true,
    () => false,
  );
}

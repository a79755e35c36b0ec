import type { IContainer, IEnvVar } from "kubernetes-models/v1";

/** A container before its guards. */
export interface Guarded {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly IEnvVar[];
  readonly envFrom?: IContainer["envFrom"];
  readonly ports?: IContainer["ports"];
  readonly mounts?: Readonly<Record<string, string>>;
  /** Of those, what the container can only read. */
  readonly readOnly?: readonly string[];
  readonly cpu: number;
  readonly memory: number;
  readonly probes?: Pick<IContainer, "startupProbe" | "livenessProbe" | "readinessProbe">;
  readonly preStop?: readonly string[];
}

/** A container that writes to no image, gains no rights and holds none. */
export function guarded(one: Guarded): IContainer {
  const mounts = { tmp: "/tmp", ...one.mounts };
  return {
    name: one.name,
    image: one.image,
    ...(one.command ? { command: [...one.command] } : {}),
    ...(one.args ? { args: [...one.args] } : {}),
    ...(one.env && one.env.length > 0 ? { env: [...one.env] } : {}),
    ...(one.envFrom ? { envFrom: one.envFrom } : {}),
    ...(one.ports ? { ports: one.ports } : {}),
    ...one.probes,
    ...(one.preStop ? { lifecycle: { preStop: { exec: { command: [...one.preStop] } } } } : {}),
    resources: {
      requests: { cpu: `${Math.ceil(one.cpu / 2)}m`, memory: `${one.memory}Mi` },
      limits: { cpu: `${one.cpu * 2}m`, memory: `${one.memory}Mi` },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: Object.entries(mounts).map(([name, mountPath]) => ({
      name,
      mountPath,
      ...(one.readOnly?.includes(name) ? { readOnly: true } : {}),
    })),
  };
}

import { docker } from "@/packages/deploy/image/engine";
import type { Document } from "@/packages/deploy/targets/kubernetes/document";
import { podsMadeBy } from "@/packages/deploy/targets/kubernetes/testing-documents";
import { ContainerSchema, environmentOf, isReady, limitsOf } from "./pod-container";

/** Where containers of pods run when there is no cluster: a network and volumes of an engine. */
export interface Node {
  /** Begins the name of everything that is made. */
  readonly mark: string;
  readonly documents: readonly Document[];
  /** The values of `swingtag-secrets`. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** A container that an engine was told to run as a node of a cluster would. */
export interface Started {
  readonly name: string;
  /** Whether the container's own readiness probe says yes. */
  isReady(): Promise<boolean>;
}

/**
 * Runs one container of the pod that `maker` makes, such as `Deployment web`: as its user, with its limits, without
 * capabilities and on a root that nobody can write to. Volumes belong to root and are open to the pod's group, as
 * `fsGroup` makes them.
 * @param which the container; the first where it is not said
 */
export async function startPod(node: Node, maker: string, which?: string): Promise<Started> {
  const pods = podsMadeBy(node.documents);
  const [, pod] = [...pods].find(([name]) => name.startsWith(maker)) ?? [];
  const found = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].find(
    (one) => which === undefined || one.name === which,
  );
  if (!pod || !found) throw new Error(`Nothing makes ${maker}.`);
  const container = ContainerSchema.parse(found);
  const { runAsUser: user } = pod.securityContext;
  const name = `${node.mark}-${container.name}`;
  const mounts: string[] = [];
  for (const { name: volume, mountPath } of container.volumeMounts) {
    const declared = pod.volumes.find((one) => one.name === volume);
    if (declared && "emptyDir" in declared)
      mounts.push("--tmpfs", `${mountPath}:uid=${user},gid=${user},mode=0770`);
    else {
      await openVolume(`${node.mark}-${volume}`, container.image, user);
      mounts.push("--volume", `${node.mark}-${volume}:${mountPath}:nocopy`);
    }
  }
  const [entry, ...rest] = container.command;
  const words = [
    ...["run", "--detach", "--name", name, "--user", `${user}:${user}`],
    ...["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
    ...["--network", node.mark, "--network-alias", container.name],
    ...["--network-alias", `${container.name}.swingtag.svc`],
    ...limitsOf(container),
    ...mounts,
    ...environmentOf(container, node),
    ...(entry ? ["--entrypoint", entry] : []),
    container.image,
    ...rest,
    ...container.args,
  ];
  await docker(words);
  return { name, isReady: () => isReady(name, container) };
}

async function openVolume(volume: string, image: string, group: number): Promise<void> {
  await docker([
    ...["run", "--rm", "--user", "0", "--entrypoint", "sh", "--volume", `${volume}:/volume`],
    ...[image, "-c", `chown root:${group} /volume && chmod 2775 /volume`],
  ]);
}

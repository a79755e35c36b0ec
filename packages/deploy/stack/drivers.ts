import type { StackDriver } from "@/jobs/stack-driver";

/** Opens the driver of a ground. @param address the setting STACKS; its query holds the ground's own settings */
export type OpenDriver = (address: URL) => StackDriver;

/** The grounds that can make stacks, by the scheme of STACKS. Each is loaded where it is asked for alone. */
const grounds: Readonly<Record<string, () => Promise<OpenDriver>>> = {
  cloudformation: async () => (await import("./cloudformation-driver")).cloudformationDriver,
  compose: async () => (await import("./compose-driver")).composeDriver,
  kubernetes: async () => (await import("./kubernetes-driver")).kubernetesDriver,
  processes: async () => (await import("./processes-driver")).processesDriver,
};

/** The ground that a setting STACKS names, such as `compose`, or null for `none`. */
export function groundOf(setting: string): string | null {
  return setting === "none" ? null : new URL(addressIn(setting)).protocol.slice(0, -1);
}

/** The image that stacks are made from: `image` of the setting's query, or Swingtag's of a version. */
export function imageOf(setting: string, version: string): string {
  return new URL(addressIn(setting)).searchParams.get("image") ?? `swingtag:${version}`;
}

/**
 * Opens the driver that a setting STACKS names.
 * @throws Error saying what to set where there is none
 */
export async function openDriver(setting: string): Promise<StackDriver> {
  const ground = groundOf(setting);
  if (ground === null)
    throw new Error(
      "No ground makes stacks here. Set STACKS to one, such as compose:///var/run/docker.sock.",
    );
  const open = grounds[ground];
  if (!open)
    throw new Error(
      `STACKS names ${ground}, which makes no stacks. It takes ${Object.keys(grounds).join(", ")}.`,
    );
  return (await open())(new URL(addressIn(setting)));
}

/** `processes` alone is short for an address without anything else in it. */
function addressIn(setting: string): string {
  return setting.includes(":") ? setting : `${setting}:`;
}

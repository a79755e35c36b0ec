import { addressIn, type StackDriver } from "@/jobs/stack-driver";

/** Opens the driver of one ground. @param address the setting STACKS; its query holds the ground's own settings */
export type OpenGround = (address: URL) => StackDriver;

/** The grounds that can make stacks, by the scheme of STACKS. Each is loaded where it is asked for alone. */
const grounds: Readonly<Record<string, () => Promise<OpenGround>>> = {
  cloudformation: async () => (await import("./cloudformation-driver")).cloudformationDriver,
  compose: async () => (await import("./compose-driver")).composeDriver,
  kubernetes: async () => (await import("./kubernetes-driver")).kubernetesDriver,
  processes: async () => (await import("./processes-driver")).processesDriver,
};

/**
 * Opens the driver that a setting STACKS names. The worker and the command line are handed it when they start.
 * @throws Error naming the grounds where the setting names another
 */
export async function openGround(setting: string): Promise<StackDriver> {
  const address = addressIn(setting);
  const ground = address.protocol.slice(0, -1);
  const open = grounds[ground];
  if (!open)
    throw new Error(
      `STACKS names ${ground}, which makes no stacks. It takes ${Object.keys(grounds).join(", ")}.`,
    );
  return (await open())(address);
}

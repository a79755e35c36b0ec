import type { Target } from "./target";

/** Every target by its name; each is loaded when it is asked for. */
export const targets: Readonly<Record<string, () => Promise<Target>>> = {
  onprem: async () => (await import("./targets/onprem/target")).target,
  compose: async () => (await import("./targets/compose/target")).target,
  fargate: async () => (await import("./targets/fargate/target")).fargate,
  image: async () => (await import("./targets/image")).target,
  kubernetes: async () => (await import("./targets/kubernetes/target")).target,
  lambda: async () => (await import("./targets/lambda/target")).lambda,
};

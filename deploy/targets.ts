import type { Target } from "./target";

/** Every target by its name; each is loaded when it is asked for. */
export const targets: Readonly<Record<string, () => Promise<Target>>> = {};

import type { RequestListener } from "node:http";
import { type ArrivalSettings, arrivals } from "./arrival";
import { type FrontSettings, front } from "./front";
import { inOrder, type Step } from "./steps";

export type FrontOfTest = Partial<ArrivalSettings & FrontSettings>;

/** The front before the steps that a test is about; unless told otherwise on localhost, without proxies. */
export function frontBefore(settings: FrontOfTest, ...steps: readonly Step[]): RequestListener {
  const { baseDomain = "localhost", scheme = "http", trustedProxies = [], ...rest } = settings;
  return inOrder(
    arrivals({ baseDomain, trustedProxies, ...rest }),
    front({ scheme, ...rest }),
    ...steps,
  );
}

/** Steps without the front, as those that stand before it. */
export function stepsAlone(...steps: readonly Step[]): RequestListener {
  return inOrder(arrivals({ baseDomain: "localhost", trustedProxies: [] }), ...steps);
}

import { expect, test, vi } from "vitest";
import type { AppSide } from "./bridge";

const nothing = async () => null;
const app: AppSide = {
  freshness: nothing,
  foresee() {},
  holder: nothing,
  doorstep: nothing,
  stackOf: nothing,
  asset: nothing,
  knows: async () => false,
  files: async () => {},
  probe: async () => {},
  stop: async () => {},
};

test("the app's side is not there, and then it is there whole, for both module graphs", async () => {
  const { bridge: ofTheFront } = await import("./bridge");
  vi.resetModules();
  const { bridge: ofTheApp } = await import("./bridge");
  expect(ofTheApp).not.toBe(ofTheFront);
  expect(ofTheFront().app).toBeNull();
  const waiting = ofTheFront().started;
  ofTheApp().start(app);
  expect(ofTheFront().app).toBe(app);
  expect(await waiting).toBe(app);
});

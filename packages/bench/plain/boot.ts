import { bridge } from "@/base/bridge";
import { findAsset } from "@/files/assets";

/** What `boot.ts` would be without tenancy: no roles to prove, no doorstep, no stack, and no page is kept. */
export async function boot(): Promise<void> {
  bridge().start({
    freshness: async () => null,
    foresee() {},
    holder: async () => null,
    doorstep: async () => null,
    knows: async () => true,
    stackOf: async () => null,
    async files(_, res) {
      res.writeHead(404).end();
    },
    asset: findAsset,
    async probe() {},
    async stop() {},
  });
}

/**
 * The yardstick: a Next app with nothing in it but what is compared. The bench copies it to `.data/bench/bare`, as
 * deep below the project's root as here, so that it finds the same packages.
 * @type {import("next").NextConfig}
 */
export default {
  serverExternalPackages: ["postgres"],
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: new URL("../../..", import.meta.url).pathname },
  experimental: { turbopackFileSystemCacheForBuild: false },
};

/** @type {import("next").NextConfig} */
export default {
  // The image carries what the pages need and no more; a checkout runs from its own packages.
  ...(process.env.SWINGTAG_STANDALONE
    ? { output: "standalone", outputFileTracingRoot: import.meta.dirname }
    : {}),
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: [
    "postgres",
    "pino",
    "sharp",
    "nodemailer",
    "next-auth",
    "graphile-worker",
    "pg",
    "yazl",
    "yauzl",
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
  ],
  // Types are checked by `npm run check`: TypeScript 7 has no compiler API for Next to call.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  devIndicators: false,
  // Title and description stand in the head from the start: public pages go out without a runtime to move them.
  htmlLimitedBots: /.*/,
  turbopack: { root: import.meta.dirname },
  experimental: {
    // Kept between builds of the image by its builder; in a checkout writing it takes longer than it ever saves.
    turbopackFileSystemCacheForBuild: Boolean(process.env.SWINGTAG_STANDALONE),
    // Nothing reads the maps of what is built for the server, which come to twice its size.
    turbopackSourceMaps: process.env.NODE_ENV === "development",
    // Uploads pass the middleware, which would cut them at 10 MB.
    proxyClientMaxBodySize: "26mb",
    serverActions: { bodySizeLimit: "1mb" },
  },
  async headers() {
    return [
      {
        source: "/_static/:path*",
        headers: [{ key: "cache-control", value: "public, max-age=31536000, immutable" }],
      },
      {
        // The one script that may compile WebAssembly: it reads photos, in a worker that reaches no page and no network.
        source: "/_static/:folder(heic-[0-9.-]+)/worker.mjs",
        headers: [
          {
            key: "content-security-policy",
            value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
          },
        ],
      },
    ];
  },
};

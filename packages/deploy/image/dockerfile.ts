import { HEAP } from "@/base/heap";
import { describeApp } from "@/packages/deploy/app";
import type { Deployment } from "@/packages/deploy/settings";
import type { EmittedFile } from "@/packages/deploy/target";

/** Who the processes are in the image; volumes must be writable for it. */
export const IMAGE_USER = 10001;

/**
 * The image's Dockerfile, and beside it the list of what a build may not read. Built from the project's folder:
 * see `buildImage`.
 */
export function imageFiles(deployment: Deployment): EmittedFile[] {
  return [
    { path: "Dockerfile", content: dockerfile(describeApp(deployment).version) },
    { path: "Dockerfile.dockerignore", content: IGNORED },
  ];
}

/** Only what git would carry, without what no process reads. */
const IGNORED = `**
!app
!archive
!base
!boot.ts
!cli
!components
!db
!files
!front
!instrumentation.ts
!jobs
!middleware.ts
!next.config.js
!package-lock.json
!package.json
!packages
!.npmrc
!patches
!postcss.config.mjs
!public
!scripts
!server
!themes
!tsconfig.json
public/_static
**/*.test.ts
**/*.test.tsx
**/node_modules
**/.env*
`;

/**
 * The last stage begins at bare Debian and takes the program \`node\` alone: npm and what else the Node image has
 * stays behind. Of the packages beside the product the build needs what packages/deploy names, so its list alone is
 * there when npm installs. No \`# syntax\` line, because that asks a registry for the builder.
 */
function dockerfile(version: string): string {
  return `FROM node:24-bookworm-slim AS build
WORKDIR /build
ENV CI=1 NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY packages/deploy/package.json packages/deploy/
COPY patches patches
RUN --mount=type=cache,target=/root/.npm,sharing=locked \\
    npm ci --ignore-scripts --omit=dev --include=optional \\
 && node node_modules/patch-package/index.js --error-on-fail
COPY . .
RUN --mount=type=cache,target=/build/.next/cache,sharing=locked \\
    node --import tsx scripts/static-files.ts \\
 && node --import tsx packages/deploy/image/assemble.ts /app \\
 && node --import tsx packages/deploy/image/warm.ts /app

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Swingtag" \\
      org.opencontainers.image.description="Branded sites for collectors: web, worker, setup and collector in one image." \\
      org.opencontainers.image.version="${version}"
COPY --from=build /usr/local/bin/node /usr/local/bin/node
RUN node --version \\
 && groupadd --gid ${IMAGE_USER} swingtag \\
 && useradd --uid ${IMAGE_USER} --gid ${IMAGE_USER} --no-create-home --home-dir /data --shell /usr/sbin/nologin swingtag \\
 && install -d -o ${IMAGE_USER} -g ${IMAGE_USER} -m 0750 /data \\
 && ln -s /app/bin/swingtag.mjs /usr/local/bin/swingtag
COPY --from=build /app /app
WORKDIR /app
ENV HOME=/tmp \\
    NODE_ENV=production \\
    NODE_OPTIONS=${HEAP} \\
    VERSION=${version} \\
    FILES=/data/files \\
    BACKUPS=/data/backups \\
    TELEMETRY_FOLDER=/data/telemetry \\
    AWS_LWA_PORT=3000 \\
    AWS_LWA_READINESS_CHECK_PATH=/readyz
USER ${IMAGE_USER}:${IMAGE_USER}
EXPOSE 3000 3001 4318
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 CMD ["swingtag", "health"]
ENTRYPOINT ["swingtag"]
CMD ["web"]
`;
}

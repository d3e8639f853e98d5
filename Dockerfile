# One image for every process of Beian: API, console, worker, codec server, and the jobs that prepare database and Temporal. The command
# chooses the process; docker-compose.yml has the commands and health checks of all of them.
#
#     docker build --build-arg BEIAN_VERSION=0.1.0 --tag beian:0.1.0 .
#
# Debian, because the native part of the Temporal SDK needs glibc. Images are decoded by sharp, whose native part for this platform
# npm installs with it (@img/sharp-linux-x64 or -arm64).
#
# The tag can be moved by whoever publishes it. To build from what you have looked at, name the digest as well:
#
#     docker buildx imagetools inspect node:24.21.0-bookworm-slim
#     docker build --build-arg NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:… …
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
# Exactly what the lock file names, with the digests in it. No package needs its install script here.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM packages AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# Compiled, with what is read at run time beside it (templates, styles, API descriptions), and the workflows in one file.
RUN npx tsc -p tsconfig.build.json \
  && node console/assets/make-assets.mjs \
  && find . -type f ! -name '*.ts' ! -name '*.tsx' \
    \( -path './adapters/*' -o -path './api/*' -o -path './domain/*' -o -path './store/*' -o -path './console/*' \) \
    -exec cp --parents --target-directory=dist {} + \
  && node dist/workers/bundle-main.js dist/workflow-bundle.js

FROM packages AS slim
COPY deploy/image/slim-packages.sh ./
RUN ./slim-packages.sh node_modules

FROM ${NODE_IMAGE}
ARG BEIAN_VERSION
LABEL org.opencontainers.image.title="beian" \
  org.opencontainers.image.version="${BEIAN_VERSION}" \
  org.opencontainers.image.licenses="Apache-2.0"
# Certificate authorities for the native part of the Temporal SDK, which does not use those of Node.js.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production \
  NODE_OPTIONS=--enable-source-maps \
  BEIAN_WORKFLOW_BUNDLE=/app/dist/workflow-bundle.js
COPY --from=slim /app/node_modules ./node_modules
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/dist ./dist
# A volume mounted here belongs to the user who writes into it.
RUN mkdir -p /var/lib/beian/documents /var/lib/beian/uploads && chown -R node:node /var/lib/beian
USER node
CMD ["node", "dist/workers/main.js"]

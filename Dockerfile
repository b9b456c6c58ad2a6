# One image for every role: docker run --env-file .env countersign [bot|worker]
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npx tsc -p tsconfig.build.json && cp -R src/redis/lua dist/redis/

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM ${NODE_IMAGE}
# tini forwards signals to the role and reaps what scripts leave behind
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates openssl python3 tini \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --system --gid 10001 countersign \
  && useradd --system --uid 10001 --gid countersign --home-dir /data --no-create-home countersign \
  && install -d -m 0700 -o countersign -g countersign /data
WORKDIR /app
ENV NODE_ENV=production \
  COUNTERSIGN_DATA=/data \
  COUNTERSIGN_HEALTH_PORT=8086
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY manifests ./manifests
COPY runner ./runner
COPY setup/healthcheck.mjs ./setup/
COPY --from=build /app/dist ./dist
USER countersign
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["node", "setup/healthcheck.mjs"]
ENTRYPOINT ["/usr/bin/tini", "--", "node", "dist/main.js"]
CMD ["bot"]

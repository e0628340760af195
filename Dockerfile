# One image for all roles: ROLE says what a container does.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs && node scripts/bundle.mjs && find dist -name '*.map' -delete && rm -rf dist/bench

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Without the embedded PostgreSQL: a container is given a DATABASE_URL. Scripts of packages are not run but for its own native parts.
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
# prlimit, one of the sandbox's walls, is part of util-linux, which the base has.
RUN mkdir /data && chown 10001:10001 /data
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY bin ./bin
COPY scripts/build.mjs ./scripts/build.mjs
USER 10001:10001
EXPOSE 8000 8001
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "const port = process.env.ROLE === 'worker' ? process.env.AGENTS_PORT || 8001 : process.env.PORT || 8000; fetch(`http://127.0.0.1:${port}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# node is process 1: it takes the signals itself.
CMD ["node", "bin/start.mjs"]

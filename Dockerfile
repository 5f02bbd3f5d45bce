FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN node lib/cli/prepare.mjs && rm -rf .next/cache
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
RUN install -d -o node -g node -m 700 /data
COPY --from=build /app ./
USER node
VOLUME /data
EXPOSE 3000
# A first start migrates and fills the demonstration; the process answers meanwhile.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "lib/cli/probe.mjs"]
CMD ["node", "lib/cli/serve.mjs"]

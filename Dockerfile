# One recipe for both shops: APP says which. Nothing is built: Node runs the TypeScript as it is.

# Which Node, says .env.
ARG NODE_IMAGE

# ---- libraries: a stage of its own, so that pnpm and its store stay out of the image
FROM ${NODE_IMAGE} AS libraries
WORKDIR /app

# pnpm at the version that package.json names. The secret is a company proxy's certificate, where there is one.
COPY package.json ./
RUN --mount=type=secret,id=ca,required=false \
    [ ! -s /run/secrets/ca ] || export NODE_EXTRA_CA_CERTS=/run/secrets/ca; \
    npm install --global "$(node -p 'require("./package.json").packageManager')"

# Manifests before sources: libraries are installed anew only when one of these changes.
ARG APP
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/state/package.json packages/state/
COPY packages/shop/package.json packages/shop/
COPY packages/style/package.json packages/style/
COPY apps/${APP}/package.json apps/${APP}/
RUN --mount=type=secret,id=ca,required=false \
    [ ! -s /run/secrets/ca ] || export NODE_EXTRA_CA_CERTS=/run/secrets/ca; \
    pnpm install --prod --frozen-lockfile --filter "${APP}..."

# ---- the shop
FROM ${NODE_IMAGE} AS shop
ENV NODE_ENV=production
WORKDIR /app
COPY --from=libraries /app ./
COPY packages/state packages/state
COPY packages/shop packages/shop
COPY packages/style packages/style
ARG APP
COPY apps/${APP} apps/${APP}
USER node
WORKDIR /app/apps/${APP}

# ---- compiled code: Node keeps what it compiles at the shop's start, so that replicas need not compile it again. It keeps it
# for each user apart, readable by that user only, and writes it when it ends. The shop ends at once, because it has no secret
# for its cookies here; an app that needs none is ended.
FROM shop AS compiled
RUN NODE_COMPILE_CACHE=/tmp/compiled timeout 5 node main.ts; chmod -R a+rX /tmp/compiled

# ---- the shop with its compiled code: not root, and nothing here is the user's to change
FROM shop
COPY --from=compiled --chown=root:root /tmp/compiled /app/compiled
ENV NODE_COMPILE_CACHE=/app/compiled
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
CMD ["node", "main.ts"]

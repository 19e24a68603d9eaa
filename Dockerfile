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

# ---- what Node compiles when the shop starts, kept, so that no replica does it again. Node keeps it for each user apart, and
# writes it when it ends: at once, because there is no secret for cookies here, or when the time is up.
FROM shop AS compiled
RUN NODE_COMPILE_CACHE=/tmp/compiled timeout 5 node main.ts; chmod -R a+rX /tmp/compiled

# ---- Not root, and nothing here is the user's to change.
FROM shop
COPY --from=compiled --chown=root:root /tmp/compiled /app/compiled
ENV NODE_COMPILE_CACHE=/app/compiled
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
CMD ["node", "main.ts"]

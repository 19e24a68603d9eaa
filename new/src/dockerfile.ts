/** From the recipe for an app of a workspace to the one for a package of its own. */
const CHANGES: readonly (readonly [from: string, to: string])[] = [
  ["# One recipe for both shops: APP says which. Nothing is built", "# Nothing is built"],
  [
    `# Manifests before sources: libraries are installed anew only when one of these changes.
ARG APP
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/state/package.json packages/state/
COPY packages/shop/package.json packages/shop/
COPY packages/style/package.json packages/style/
COPY apps/\${APP}/package.json apps/\${APP}/
`,
    `# The lockfile before sources: libraries are installed anew only when it changes.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
`,
  ],
  [`pnpm install --prod --frozen-lockfile --filter "\${APP}..."`, "pnpm install --prod --frozen-lockfile"],
  [
    `COPY packages/state packages/state
COPY packages/shop packages/shop
COPY packages/style packages/style
ARG APP
COPY apps/\${APP} apps/\${APP}
USER node
WORKDIR /app/apps/\${APP}
`,
    `COPY src src
USER node
`,
  ],
  ["timeout 5 node main.ts", "timeout 5 node src/main.ts"],
  [`CMD ["node", "main.ts"]`, `CMD ["node", "src/main.ts"]`],
];

/** The Dockerfile of a new app, made of this repository's. Throws where that no longer has what must be changed. */
export function dockerfile(text: string): string {
  return CHANGES.reduce((changed, [from, to]) => {
    if (!changed.includes(from))
      throw new Error(`The Dockerfile no longer says: ${from.split("\n")[0]} (new/src/dockerfile.ts)`);
    return changed.replace(from, () => to);
  }, text);
}

/** What an image is made of, and nothing else. */
export const DOCKERIGNORE = `*
!package.json
!pnpm-lock.yaml
!pnpm-workspace.yaml
!src
`;

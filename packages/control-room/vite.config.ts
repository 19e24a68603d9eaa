import { defineConfig } from "vite";

export default defineConfig({
  oxc: { jsx: { importSource: "preact" } },
  // the server's content security policy allows files of its own, and nothing inline
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});

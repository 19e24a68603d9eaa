import { defineConfig } from "vite";

export default defineConfig({
  oxc: { jsx: { importSource: "preact" } },
  // the server's content security policy allows files and nothing within the page
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});

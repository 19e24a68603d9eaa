import { runVite } from "./run-vite.ts";

/**
 * Builds the script and the style sheet of the replay's page into `folder`, which may hold other files. The script is a classic one:
 * browsers load no module from a file.
 */
export const buildReplay = (folder: string): Promise<void> =>
  runVite("The replay's page", {
    outDir: folder,
    emptyOutDir: false,
    rolldownOptions: {
      input: "src/page/replay/main.tsx",
      output: { format: "iife", entryFileNames: "replay.js", assetFileNames: "replay[extname]" },
    },
  });

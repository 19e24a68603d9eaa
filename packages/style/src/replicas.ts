import { join } from "node:path";

/** Path of the style sheet with the colours and shapes of replicas. */
export const REPLICAS = join(import.meta.dirname, "replicas.css");

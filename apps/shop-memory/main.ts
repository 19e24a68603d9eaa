import { MemoryStore } from "@fastify/session";
import { serve } from "@shop/shop";
import { demo } from "@shop/shop/demo";
import { memoryState } from "@shop/state/memory";

await serve({
  ...demo({ state: "memory" }),
  openState(settings) {
    const { map, ...state } = memoryState(settings);
    return { ...state, sessions: new MemoryStore(map) };
  },
});

import { MemoryStore } from "@fastify/session";
import { memoryState } from "@shop/state/memory";
import { hashPassword, verifyPassword } from "../../src/accounts/password.ts";
import { serve } from "../../src/serve.ts";

/* A shop for tests: every name has an account with the password "costly", which is hashed at the usual cost. */
const hash = await hashPassword("costly");

await serve({
  accounts: {
    verify: async (username, password) => ((await verifyPassword(password, hash)) ? username : null),
  },
  openState(settings) {
    const { map, ...state } = memoryState(settings);
    return { ...state, sessions: new MemoryStore(map) };
  },
});

import { hashPassword, verifyPassword } from "../../src/accounts/password.ts";
import { serve } from "../../src/serve.ts";
import { openState } from "./open-state.ts";

/* A shop for tests: every name has an account with the password "costly", which is hashed at the usual cost. */
const hash = await hashPassword("costly");

await serve({
  accounts: {
    verify: async (username, password) => ((await verifyPassword(password, hash)) ? username : null),
  },
  openState,
});

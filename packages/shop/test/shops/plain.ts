import { serve } from "../../src/serve.ts";
import { testAccounts } from "../accounts.ts";
import { openState } from "./open-state.ts";

/* The shop with the accounts of the tests, and with nothing else that an app decides. */
await serve({ accounts: testAccounts, openState });

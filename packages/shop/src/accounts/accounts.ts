import type { Config } from "../config.ts";

/** The people who may sign in: in a database of yours, or at an identity provider. */
export interface Accounts {
  /**
   * Resolves with the user's name if the password is right, else with null. Must take as long for a name that does not exist, or
   * the time would tell which names do. An error that it rejects with is answered with 500.
   */
  verify(username: string, password: string): Promise<string | null>;
  /** Called before the shop starts. Throws a ConfigError where nobody may sign in with these accounts, for example in production. */
  check?(config: Config): void;
}

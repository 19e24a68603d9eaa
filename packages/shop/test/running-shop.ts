import pino from "pino";
import { type Config, readConfig } from "../src/config.ts";
import { type AppOptions, createShop } from "../src/shop.ts";
import type { ShopState } from "../src/shop-state.ts";
import { testAccounts } from "./accounts.ts";

export const SECRET = "a secret that signs the cookies of these tests";

/** A line of the log. Level 40 is a warning, 50 an error. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
}

export interface RunningShop {
  readonly url: string;
  /** Its log so far. */
  readonly log: readonly LogLine[];
  close(): Promise<void>;
}

export interface Settings extends Partial<Config> {
  readonly state: ShopState;
  readonly replica?: string;
  /** What an app decides. By default nothing but the tests' accounts. */
  readonly app?: Partial<AppOptions>;
}

/** Starts a shop on a free loopback port. The caller closes its state. */
export async function startShop(settings: Settings): Promise<RunningShop> {
  const { state, replica = "shop-1", app: options, ...config } = settings;
  const log: LogLine[] = [];
  const app = await createShop({
    accounts: testAccounts,
    ...options,
    state,
    replica,
    // all customers of the tests have the same address
    config: { ...readConfig({ SESSION_SECRET: SECRET }), NEW_CARTS_PER_MINUTE: 10_000, ...config },
    log: pino({ level: "info" }, { write: (line) => log.push(JSON.parse(line)) }),
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, log, close: () => app.close() };
}

/** The warnings, errors and stack traces in a log. */
export function complaints(log: readonly LogLine[]): readonly LogLine[] {
  return log.filter((line) => line.level >= 40 || JSON.stringify(line).includes('"stack"'));
}

/** The same state, and a list to which every call to one of its stores adds its name, such as "carts.get". */
export function watched(state: ShopState): { state: ShopState; calls: string[] } {
  const calls: string[] = [];
  const watch = <Store extends object>(name: string, store: Store): Store =>
    new Proxy(store, {
      get(target, property) {
        const method: unknown = Reflect.get(target, property);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) => {
          calls.push(`${name}.${String(property)}`);
          return method.apply(target, args);
        };
      },
    });
  const stores = {
    sessions: watch("sessions", state.sessions),
    userSessions: watch("userSessions", state.userSessions),
    signInAttempts: watch("signInAttempts", state.signInAttempts),
    carts: watch("carts", state.carts),
    orders: watch("orders", state.orders),
  };
  return { state: { ...state, ...stores }, calls };
}

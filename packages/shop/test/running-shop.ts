import pino from "pino";
import { type Config, readConfig } from "../src/config.ts";
import { demoAccounts } from "../src/demo/accounts/accounts.ts";
import { type AppOptions, createShop, type ShopState } from "../src/shop.ts";

export const SECRET = "a secret that signs the cookies of these tests";

/** A line of the log; level 40 and above is a complaint. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
}

export interface RunningShop {
  readonly url: string;
  /** All that it logged so far. */
  readonly log: readonly LogLine[];
  close(): Promise<void>;
}

export interface Settings extends Partial<Config> {
  readonly state: ShopState;
  readonly replica?: string;
  /** What an app adds, as `demo()` gives it. A plain shop without. */
  readonly app?: Partial<AppOptions>;
}

/** A real shop on a free loopback port. Its state is the caller's to close. */
export async function startShop(settings: Settings): Promise<RunningShop> {
  const { state, replica = "shop-1", app: options, ...config } = settings;
  const log: LogLine[] = [];
  const app = await createShop({
    accounts: demoAccounts,
    ...options,
    state,
    replica,
    // all customers of a test have one address
    config: { ...readConfig({ SESSION_SECRET: SECRET }), NEW_CARTS_PER_MINUTE: 10_000, ...config },
    log: pino({ level: "info" }, { write: (line) => log.push(JSON.parse(line)) }),
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, log, close: () => app.close() };
}

/** What a log has of warnings, errors and stack traces. */
export function complaints(log: readonly LogLine[]): readonly LogLine[] {
  return log.filter((line) => line.level >= 40 || JSON.stringify(line).includes('"stack"'));
}

/** The same state, and the name of every call to one of its stores. */
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

import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type State, type StateSettings, StateSettingsError } from "@shop/state";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";
import pino, { type Logger } from "pino";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { replicaName } from "./replica-name.ts";
import { type AppOptions, createShop } from "./shop.ts";
import type { ShopState } from "./shop-state.ts";

/** Milliseconds that running requests have to finish after SIGTERM. Less than the stop_grace_period in docker-compose.yml. */
const CLOSE_TIMEOUT = 8000;

/** Milliseconds for which a closing replica is not ready but still accepts connections, so that a balancer can stop using it first. */
const DRAIN_TIME = 500;

/** Exit code when running requests did not finish in time, as of timeout(1). */
const TIMED_OUT = 124;

/** Milliseconds that a replica waits for its state. Then it listens without it, to answer at least that it is not ready. */
const STATE_TIMEOUT = 3000;

/** Seconds after a sign-in for which requests that it overlapped may still change the cart. Longer than any request may take. */
const OVERLAP = 60;

/** What an app decides, and how it opens its state. */
export interface ServeOptions extends AppOptions {
  /**
   * Called once. The state may connect in the background: serve() waits for `ready()`. A StateSettingsError ends the shop with its
   * message.
   */
  openState(settings: StateSettings, config: Config): ShopState;
}

/**
 * Runs a replica of the shop, with settings from the environment (see settings-schema.ts), until SIGTERM or SIGINT. The process exits with
 * 0; with 1 and one sentence on stderr if its settings are wrong; with 1 after an uncaught error; with 124, or 128 and the number
 * of a second signal, if requests were still running. Rejects when it cannot listen.
 */
export async function serve(options: ServeOptions): Promise<void> {
  try {
    await start(options);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StateSettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function start({ openState, ...options }: ServeOptions): Promise<void> {
  const config = readConfig(process.env);
  const replica = config.REPLICA || (await replicaName());
  const log = pino({ name: replica, level: config.LOG_LEVEL });
  const { SESSION_IDLE: idle, SESSION_ABSOLUTE: absolute } = config;
  const state = openState({ idle, absolute, overlap: OVERLAP, log }, config);
  const app = await createShop({ ...options, state, replica, config, log });

  closeOnSignal(app, state, log);
  // first the state, then customers: the balancer sends them as soon as the replica listens
  await waitUntilReady(state);
  await app.listen({ host: config.HOST, port: config.PORT });
}

function closeOnSignal(app: FastifyInstance, state: State, log: Logger): void {
  app.addHook("preClose", () => sleep(DRAIN_TIME));
  const giveUp = (why: string, code: number) => {
    log.error(`${why}: requests were still running`);
    process.exit(code);
  };
  const options = {
    delay: CLOSE_TIMEOUT,
    logger: log,
    // the exit code that shells report for a process ended by that signal
    onSecondSignal: (signal: NodeJS.Signals) =>
      giveUp(`A second signal, ${signal}`, 128 + constants.signals[signal]),
    onTimeout: () => giveUp(`Not closed within ${CLOSE_TIMEOUT} ms`, TIMED_OUT),
  };
  closeWithGrace(options, async ({ err, signal }) => {
    if (err) log.error({ err }, "Closing after an uncaught error");
    else log.info({ signal }, "Closing");
    await app.close();
    await state.close();
  });
}

async function waitUntilReady(state: State): Promise<void> {
  const isReady = () =>
    state.ready().then(
      () => true,
      () => false,
    );
  const end = Date.now() + STATE_TIMEOUT;
  while (!(await isReady()) && Date.now() < end) await sleep(10);
}

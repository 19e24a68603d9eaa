import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { State, StateSettings } from "@shop/state";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";
import pino, { type Logger } from "pino";
import { ConfigError, readConfig } from "./config.ts";
import { replicaName } from "./replica-name.ts";
import { type AppOptions, createShop, type ShopState } from "./shop.ts";

/** Milliseconds that requests in hand have to end after SIGTERM; less than the stop_grace_period of docker-compose.yml. */
const GRACE = 8000;

/** Milliseconds between readiness going off and the end of listening, in which a balancer that asks for it can look elsewhere. */
const LEAVING = 500;

/** What a process ends with whose requests in hand did not end in time, as timeout(1) says it. */
const TIMED_OUT = 124;

/** Milliseconds that a replica waits for its state before it listens without: it can then at least say that it is not ready. */
const STATE_WITHIN = 3000;

/** Seconds after a sign-in for which requests that were under way during it still count: longer than any of them may take. */
const OVERLAP = 60;

export interface ServeOptions extends AppOptions {
  openState(settings: StateSettings): ShopState;
}

/**
 * Runs a replica of the shop until SIGTERM or SIGINT. Ends with 0, with 1 and a sentence where its settings are wrong, or with
 * another code where it had to leave requests in hand.
 */
export async function serve(options: ServeOptions): Promise<void> {
  try {
    await start(options);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function start({ openState, ...options }: ServeOptions): Promise<void> {
  const config = readConfig(process.env);
  const replica = config.REPLICA || (await replicaName());
  const log = pino({ name: replica, level: config.LOG_LEVEL });
  const { SESSION_IDLE: idle, SESSION_ABSOLUTE: absolute } = config;
  const state = openState({ idle, absolute, overlap: OVERLAP, log });
  const app = await createShop({ ...options, state, replica, config, log });

  closeOnSignal(app, state, log);
  // who listens is sent customers: the first one would meet a replica that has not reached its state yet
  await reach(state);
  await app.listen({ host: config.HOST, port: config.PORT });
}

function closeOnSignal(app: FastifyInstance, state: State, log: Logger): void {
  app.addHook("preClose", () => sleep(LEAVING));
  const giveUp = (why: string, code: number) => {
    log.error(`${why}: leaving requests in hand`);
    process.exit(code);
  };
  const options = {
    delay: GRACE,
    logger: log,
    // the code that shells give to a process ended by that signal
    onSecondSignal: (signal: NodeJS.Signals) =>
      giveUp(`A second signal, ${signal}`, 128 + constants.signals[signal]),
    onTimeout: () => giveUp(`Not closed within ${GRACE} ms`, TIMED_OUT),
  };
  closeWithGrace(options, async ({ err, signal }) => {
    if (err) log.error({ err }, "Closing after an error that nobody caught");
    else log.info({ signal }, "Closing");
    await app.close();
    await state.close();
  });
}

async function reach(state: State): Promise<void> {
  const isReady = () =>
    state.ready().then(
      () => true,
      () => false,
    );
  const end = Date.now() + STATE_WITHIN;
  while (!(await isReady()) && Date.now() < end) await sleep(10);
}

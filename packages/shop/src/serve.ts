import { setTimeout as sleep } from "node:timers/promises";
import type { State, StateSettings } from "@shop/state";
import closeWithGrace from "close-with-grace";
import pino from "pino";
import { demo } from "./accounts/demo.ts";
import { readConfig } from "./config.ts";
import { replicaName } from "./replica-name.ts";
import { createShop } from "./shop.ts";

/** Milliseconds that requests in hand have to end after SIGTERM; less than the stop_grace_period of docker-compose.yml. */
const GRACE = 8000;

/** Milliseconds that a replica waits for its state before it listens without: it can then at least say that it is not ready. */
const STATE_WITHIN = 3000;

/** Runs a replica of the shop with the state that `openState` gives, until SIGTERM or SIGINT. */
export async function serve(openState: (settings: StateSettings) => State): Promise<void> {
  const config = readConfig(process.env);
  const replica = config.REPLICA || (await replicaName());
  const log = pino({ name: replica, level: config.LOG_LEVEL });
  const state = openState({ idle: config.SESSION_IDLE, absolute: config.SESSION_ABSOLUTE, log });
  const app = await createShop({ state, accounts: demo, replica, config, log });

  closeWithGrace({ delay: GRACE, logger: log }, async ({ err, signal }) => {
    if (err) log.error({ err }, "Closing after an error that nobody caught");
    else log.info({ signal }, "Closing");
    await app.close();
    await state.close();
  });

  // who listens is sent customers: the first one would meet a replica that has not reached its state yet
  await reach(state);
  await app.listen({ host: config.HOST, port: config.PORT });
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

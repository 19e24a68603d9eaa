import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { History, type HistoryEvent } from "@shop/lab/history/history.ts";
import { inTurns, repeatedly } from "@shop/lab/shopper/crowd.ts";
import { countFates } from "@shop/lab/shopper/fate.ts";
import { lookAround, settleIn } from "@shop/lab/shopper/journey.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { execa } from "execa";

const HELP = `Usage: node deploy/src/delete-a-pod.ts URL --hurt nobody|some

Customers sign in and fill carts in a shop on Kubernetes, a pod that serves them is deleted, and another takes its place, while they
look around. Counts who was signed out and whose cart was lost. Fails where that is not as --hurt says, and where a request failed.
`;

/** Few enough, and pausing long enough, that nginx refuses none: it sees one address for all of them. */
const CUSTOMERS = 12;
const PAUSE_MS = 200;

const { signal } = new AbortController();
const kubectl = (...args: string[]) =>
  execa("kubectl", ["--namespace", "shop", ...args], { stdout: "inherit" });

const { positionals, values } = parseArgs({ allowPositionals: true, options: { hurt: { type: "string" } } });
const [url] = positionals;
if (url === undefined || !["nobody", "some"].includes(values.hurt ?? "")) {
  process.stderr.write(HELP);
  process.exit(2);
}

const history = new History();
const customers = Array.from({ length: CUSTOMERS }, (_, n) => customer(n));
await inTurns(customers, signal, settleIn, 2);
await repeatedly(customers, signal, lookAroundAndPause, replaceAPod);
await inTurns(customers, signal, lookAround);
await Promise.all(customers.map((shopper) => shopper.leave()));
report();

function customer(n: number): Shopper {
  // an account of the demo
  const name = `shopper-${n + 1}`;
  return new Shopper({
    name,
    url: url as string,
    address: "127.0.0.1",
    clientAddress: { by: "source" },
    history,
  });
}

async function lookAroundAndPause(shopper: Shopper): Promise<void> {
  await lookAround(shopper);
  await sleep(PAUSE_MS);
}

/** Deletes a pod that has served a customer, so that pinned customers are among those who lose theirs. */
async function replaceAPod(): Promise<void> {
  const pod = history.events.findLast(({ replica }) => replica)?.replica;
  if (!pod) throw new Error("No customer got an answer that says which pod it came from.");
  await kubectl("delete", "pod", pod, "--wait");
  await kubectl("rollout", "status", "deployment/shop", "--timeout=120s");
}

function report(): void {
  const { events } = history;
  const failed = events.filter(hasFailed);
  const { customers, "signed out": signedOut, "carts lost": cartsLost } = countFates(events);
  const requests = events.filter(({ type }) => type !== "invoke").length;
  process.stdout.write(
    `${requests} requests, ${failed.length} failed; of ${customers} customers ${signedOut} were signed out, ${cartsLost} lost their carts\n`,
  );
  for (const { operation, reason } of failed.slice(0, 5))
    process.stdout.write(`failed: ${operation}: ${reason}\n`);
  const isAsExpected = signedOut + cartsLost > 0 === (values.hurt === "some");
  process.exitCode = isAsExpected && failed.length === 0 ? 0 : 1;
}

/** No answer, the shop's own fault, or no way in. A stranger who is refused is hurt, but was answered. */
function hasFailed({ type, operation, status = 0 }: HistoryEvent): boolean {
  const isRefused = type === "fail" && (operation === "sign-in" || status === 429);
  return type === "unknown" || status >= 500 || isRefused;
}

import { EXIT, LabError } from "@shop/lab/errors.ts";
import { History, type HistoryEvent, type Items } from "@shop/lab/history/history.ts";
import { labCommand } from "@shop/lab/lab-command.ts";
import { requireDeployment } from "@shop/lab/runtime/choose.ts";
import { isRunning, type Member, type Runtime } from "@shop/lab/runtime/runtime.ts";
import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { type Fate, fatesOf } from "@shop/lab/shopper/fate.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { style } from "@shop/lab/terminal-style.ts";
import type { VerbOptions } from "../arguments.ts";
import { print } from "../output.ts";

export async function shop({ as, name, json }: VerbOptions & { as: number }): Promise<void> {
  const { runtime, deployment } = await requireDeployment(name);
  const history = new History();
  const shopper = new Shopper({
    name: `shopper-${as}`,
    url: deployment.url,
    address: shopperAddress(as),
    clientAddress: runtime.clientAddress,
    history,
  });
  const show = async (click: Promise<HistoryEvent>) => {
    const event = await click;
    if (!json) print(false, event, clickLine(event));
    if (event.type === "unknown") throw await noAnswer(runtime, event);
    return event;
  };
  try {
    for (const click of [shopper.browse, shopper.signIn]) await show(click());
    for (const sku of ["abacus", "core-memory", "framed-moth"]) {
      await show(shopper.add(sku));
      await show(shopper.whoami());
    }
    await show(shopper.cart());
    const { seen } = await show(shopper.checkout());
    if (seen?.orderId) await show(shopper.order(seen.orderId));
  } finally {
    await shopper.leave();
  }
  const [fate] = fatesOf(history.events) as [Fate];
  const ending = fate.completed
    ? style.good("The order is right.")
    : style.bad(
        `No order.${fate.signedOut ? " Signed out on the way." : ""}${fate.cartLost ? " The cart was lost." : ""}`,
      );
  print(json, { ...fate, events: history.events }, `\n${ending}`);
}

/** Why the outcome of a request is unknown. */
async function noAnswer(runtime: Runtime, { operation }: HistoryEvent): Promise<LabError> {
  const { members } = await runtime.look();
  const start = (member: string) => labCommand(`start ${member}`, runtime.deploymentName);
  const running = (wanted: Member["role"]) =>
    members.some((member) => member.role === wanted && isRunning(member));
  if (!running("nginx")) return new LabError("nginx is stopped, so nobody reaches the shop.", start("nginx"));
  if (!running("replica")) return new LabError("Every replica is stopped, so nobody can answer.", start("1"));
  if (members.some(({ role }) => role === "redis") && !running("redis"))
    return new LabError("redis is stopped, so the shop cannot reach its state.", start("redis"));
  return new LabError(
    `The outcome of the customer's ${operation} is unknown.`,
    "scripts/lab status tells what is up.",
    EXIT.undecided,
  );
}

function clickLine({ operation, wanted, replica, type, seen, reason, status }: HistoryEvent): string {
  const click = `${operation}${wanted && operation === "add" ? ` ${wanted}` : ""}`.padEnd(16);
  const who = style.bold((replica ?? "nobody").padEnd(8));
  if (type !== "ok") return `${click}${who}${style.bad(`${status ?? "no answer"}`)}  ${reason ?? ""}`;
  const known =
    seen?.session === "unknown"
      ? style.bad("does not know the customer")
      : seen?.session && `session ${seen.session}`;
  const user = seen?.user !== undefined && `user ${seen.user ?? "nobody"}`;
  const items =
    seen?.items &&
    `${operation === "order" || operation === "checkout" ? "ordered" : "cart"}: ${listItems(seen.items)}`;
  return `${click}${who}${style.good("ok")}   ${[known, user, items].filter(Boolean).join(", ")}`;
}

function listItems(items: Items): string {
  return (
    Object.entries(items)
      .map(([sku, quantity]) => `${quantity} ${sku}`)
      .join(", ") || "empty"
  );
}

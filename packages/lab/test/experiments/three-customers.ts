import { HistoryBuilder } from "@shop/testing/history-builder.ts";

/*
 * Histories of three customers, as runs of the experiments would have recorded them.
 */

export const NAMES = ["ann", "bob", "cat"] as const;
const HOME = { ann: "shop-1", bob: "shop-2", cat: "shop-3" } as const;
const FULL = { abacus: 1, "paper-tape": 1, "framed-moth": 1 };

/** Each of three customers fills a cart on a replica of their own, and is known there. */
export function settled(home: Record<(typeof NAMES)[number], string> = HOME): HistoryBuilder {
  const history = new HistoryBuilder();
  for (const name of NAMES)
    history
      .fillCart(name, home[name])
      .answer(name, "whoami", { replica: home[name], seen: { user: name, session: "known" } });
  return history;
}

export function look(history: HistoryBuilder, name: string, replica: string, times: number): HistoryBuilder {
  for (let i = 0; i < times; i++) history.answer(name, "cart", { replica, seen: { items: FULL } });
  return history;
}

/** Everybody goes on to the checkout at shop-1; these find nothing. */
export function goOn(history: HistoryBuilder, hurt: readonly string[]): HistoryBuilder {
  for (const name of NAMES)
    hurt.includes(name) ? history.findNothing(name, "shop-1") : history.buy(name, "shop-1");
  return history;
}

export const purchases = (hurt: readonly string[]) => goOn(settled(), hurt);

export const removed = (act: string, member: string | undefined, hurt: readonly string[]) =>
  goOn(settled().act(act, member).act(`${act} done`, member), hurt);

export function loaded(clicks: readonly [number, number, number]): HistoryBuilder {
  const history = settled().act("load");
  NAMES.forEach((name, i) => {
    look(history.sample("cpu ms", 100, HOME[name]), name, HOME[name], clicks[i] as number);
    history.sample("cpu ms", 100 + (clicks[i] as number), HOME[name]);
  });
  return history;
}

export function scaledUp(freshServes: number): HistoryBuilder {
  const history = settled().act("scale 4").act("scale 4 done");
  history.answer("newcomer", "whoami", { replica: "shop-4", seen: { user: null, session: "none" } });
  history.act("existing customers go on");
  return look(look(history, "ann", "shop-1", 10 - freshServes), "bob", "shop-4", freshServes);
}

export function rolled(hurt: readonly string[]): HistoryBuilder {
  const history = look(settled().act("roll"), "ann", "shop-1", 1).act("roll done");
  return goOn(history, hurt);
}

/** All three go on to the checkout at a replica of the next version; these find nothing. */
export function switched(hurt: readonly string[], replica = "next-1"): HistoryBuilder {
  const history = settled().act("release 3 with 100 %").act("release 3 with 100 % done");
  for (const name of NAMES)
    hurt.includes(name) ? history.findNothing(name, replica) : history.buy(name, replica);
  return history;
}

/** Of twenty looks into carts the canary serves so many; these find nothing at the checkout. */
export function released(canaryServes: number, hurt: readonly string[]): HistoryBuilder {
  const history = settled().act("release 1 with 10 %").act("release 1 with 10 % done");
  look(look(history, "ann", "shop-1", 20 - canaryServes), "bob", "next-1", canaryServes);
  return goOn(history, hurt);
}

export function halfOnVictim(
  clicks: readonly [number, number, number],
  hurt: readonly string[],
): HistoryBuilder {
  const history = loaded(clicks).act("kill", "shop-2").act("kill done", "shop-2").act("load after");
  return goOn(look(history, "ann", "shop-1", 2).act("purchases"), hurt);
}

import { expect } from "vitest";
import { leaksIn } from "./secrets.ts";

/** The figures that a replica publishes, by name and sorted labels, as in `shop_events_total{event="sign-in"}`. */
export async function figuresAt(port: number): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(leaksIn(text)).toEqual([]);
  const samples = [...text.matchAll(/^(\w+)\{(.*)\} (.*)$/gm)];
  return Object.fromEntries(
    samples.map(([, name, labels = "", value]) => [`${name}${labelled(labels)}`, Number(value)]),
  );
}

/** Every figure names the replica; that is left out. */
function labelled(labels: string): string {
  const others = [...labels.matchAll(/\w+="[^"]*"/g)].flat().filter((label) => label !== 'replica="shop-1"');
  return others.length > 0 ? `{${others.toSorted()}}` : "";
}

import { CONTESTANTS, FLOOR, SHOP_REDIS } from "./contestants.ts";
import { EIGHT, EIGHT_FLOORS, FIGURES, MILLION, THOUSAND } from "./goals.ts";
import { type Measurement, nameOf } from "./measure.ts";
import { bringUp, type Stand } from "./stand.ts";

/** How many sessions stand for a thousand and for a million: fewer in a quick run. */
export interface Volumes {
  readonly thousand: number;
  readonly million: number;
}

/** Starts a stand of one replica for each contestant, and further ones, each different in one thing. */
export async function bringUpAll(
  { thousand, million }: Volumes,
  say: (line: string) => void,
): Promise<Stand[]> {
  const wanted = [
    ...CONTESTANTS.map((contestant) => ({ contestant, name: contestant.name })),
    { contestant: SHOP_REDIS, name: EIGHT, replicas: 8 },
    { contestant: FLOOR, name: EIGHT_FLOORS, replicas: 8 },
    { contestant: SHOP_REDIS, name: FIGURES, hasFigures: true },
    { contestant: SHOP_REDIS, name: THOUSAND, sessions: thousand },
    { contestant: SHOP_REDIS, name: MILLION, sessions: million },
  ];
  const stands: Stand[] = [];
  for (const { contestant, ...options } of wanted) {
    say(`starting ${options.name}`);
    stands.push(await bringUp(contestant, options));
  }
  return stands;
}

/** Contestants are asked in every way, the others in the one in which they are compared. */
export function measurementsOf(stand: Stand): Measurement[] {
  const way = (via: Measurement["via"], kind: Measurement["kind"]) => ({
    name: nameOf(stand.name, via, kind),
    stand,
    via,
    kind,
  });
  if (stand.name !== stand.contestant.name) return [way("nginx", "get")];
  const ways = [way("direct", "get"), way("direct", "change"), way("nginx", "get"), way("nginx", "change")];
  return stand.contestant === SHOP_REDIS ? [...ways, way("nginx", "page")] : ways;
}

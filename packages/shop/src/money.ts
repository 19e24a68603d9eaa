import { LRUCache } from "lru-cache";

const euros = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });
const formatted = new LRUCache<number, string>({
  max: 1000,
  memoMethod: (cents) => euros.format(cents / 100),
});

/** An amount in cents as people read it: 2400 is "€24.00". Formatting is slow, and a page shows many prices again and again. */
export const money = (cents: number): string => formatted.memo(cents);

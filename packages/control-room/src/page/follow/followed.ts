import { computed, signal } from "@preact/signals";
import { sides } from "../live/live-state.ts";

const chosen = signal<number | null>(null);

/** The number of the customer who is followed on all sides; null for nobody, and once the customer has left. */
export const followed = computed(() => (followable.value.includes(chosen.value ?? -1) ? chosen.value : null));

/** The numbers of the customers who can be followed. The sides have the same customers. */
export const followable = computed(() => {
  const numbers = sides.value.flatMap(({ customers }) => customers.map(({ number }) => number));
  return [...new Set(numbers)].toSorted((a, b) => a - b);
});

/** Follows a customer, or nobody. */
export function follow(customer: number | null): void {
  chosen.value = customer;
}

/**
 * The client address of the n-th shopper (from 1): a /24 of its own each, since ip_hash looks at the first three parts only. All
 * are loopback addresses, of which Linux has a whole /8. Good for 60000 shoppers.
 */
export function shopperAddress(n: number): string {
  return `127.${1 + Math.floor(n / 250)}.${1 + (n % 250)}.1`;
}

/** Whether an address is one of those, which no browser on this machine has. */
export const isShopperAddress = (address: string): boolean => /^127\.(?!0\.)\d+\.\d+\.1$/.test(address);

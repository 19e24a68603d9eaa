import { catalog } from "@shop/shop/catalog";

/** How many products each customer has in the cart. */
const LINES = 5;

/** A customer who has signed in and filled the cart. */
export interface Customer {
  /** The header `Cookie` of everything that the customer sends. */
  readonly cookie: string;
  /** The five products in the cart. Neighbours have others, so a mixed-up answer would be noticed. */
  readonly skus: readonly string[];
}

/** Signs customers in and fills their carts, one after the other. Rejects where the shop refuses. */
export async function customersOf(url: string, count: number): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (let n = 1; n <= count; n++) customers.push(await newCustomer(url, n));
  return customers;
}

async function newCustomer(url: string, n: number): Promise<Customer> {
  const browser = new Browser(url);
  const skus = Array.from({ length: LINES }, (_, i) => catalog[(n + i) % catalog.length]?.sku ?? "");
  await browser.send("POST", "/login", { username: `shopper-${n}`, password: `shopper-${n}` });
  for (const sku of skus) await browser.send("PUT", `/cart/items/${sku}`, { quantity: 1 });
  return { cookie: browser.cookie, skus };
}

/** Keeps cookies as a browser does. */
class Browser {
  readonly #url: string;
  readonly #jar = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  get cookie(): string {
    return [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async send(method: string, path: string, body: object): Promise<void> {
    const headers = { accept: "application/json", "content-type": "application/json", cookie: this.cookie };
    const response = await fetch(new URL(path, this.#url), { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#jar.set(name, value);
    }
  }
}

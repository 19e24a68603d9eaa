import { Pool } from "undici";
import type { ClientAddress } from "../runtime/runtime.ts";

/** With undici's default of 4 seconds, connections would close while other arms have their turns. nginx keeps them for 20. */
const KEEP_MS = 15_000;

export interface CartPollerOptions {
  readonly url: string;
  readonly address: string;
  readonly clientAddress: ClientAddress;
  /** The customer's Cookie header. */
  readonly cookie: string;
}

/** Asks for one customer's cart over and over, cheaply: connections stay open, cookies stay as they are, and nothing is recorded. */
export class CartPoller {
  readonly #pool: Pool;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, address, clientAddress, cookie }: CartPollerOptions) {
    this.#pool = new Pool(url.replace("//localhost", "//127.0.0.1"), {
      keepAliveTimeout: KEEP_MS,
      ...(clientAddress.by === "source" && { localAddress: address }),
    });
    this.#headers = {
      accept: "application/json",
      cookie,
      ...(clientAddress.by === "header" && { [clientAddress.header]: address }),
    };
  }

  /** Returns the body of a 200; null instead of any other answer. */
  async poll(): Promise<string | null> {
    const { statusCode, body } = await this.#pool.request({
      method: "GET",
      path: "/cart",
      headers: this.#headers,
    });
    const text = await body.text();
    return statusCode === 200 ? text : null;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}

import { isShopperAddress } from "@shop/lab/shopper/addresses.ts";
import { type Answer, type Click, type Outcome, YOU } from "../wire/customer.ts";

/** The fields of a line in nginx's log that matter here. */
interface LogLine {
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** The replica that answered; empty where none did. */
  readonly replica: string;
}

/** What a request asked for. Everything else is no click: pictures, style sheets, what the lab itself asks. */
const CLICKS: readonly (readonly [request: RegExp, click: Click])[] = [
  [/^GET \/$/, "browse"],
  [/^GET \/login$/, "sign-in page"],
  [/^POST \/login$/, "sign-in"],
  [/^POST \/logout(\/everywhere)?$/, "sign-out"],
  [/^GET \/account$/, "whoami"],
  [/^GET \/cart$/, "cart"],
  [/^POST \/cart\/items$/, "add"],
  [/^POST \/cart\/items\/.+$/, "change cart"],
  [/^POST \/checkout$/, "checkout"],
  [/^GET \/orders\/.+$/, "order"],
];

/** Reads a line of nginx's log. Null if it is no click of the user's own browser. */
export function visitIn(line: string): Answer | null {
  const { client, method, path, status, replica } = parse(line);
  const click = CLICKS.find(([request]) => request.test(`${method} ${path}`))?.[1];
  if (client === undefined || status === undefined || !click || isShopperAddress(client)) return null;
  return {
    number: YOU,
    status: "unknown",
    items: 0,
    replica: replica || null,
    operation: click,
    outcome: outcomeOf(status),
    itemsLost: 0,
  };
}

/** nginx logs 499 when the browser has gone before the answer came. */
function outcomeOf(status: number): Outcome {
  if (status === 499) return "unreachable";
  return status >= 500 ? "unavailable" : "answered";
}

/** Warnings and errors are in the same file, and are not JSON. */
function parse(line: string): Partial<LogLine> {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

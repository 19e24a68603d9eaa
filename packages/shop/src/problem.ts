import { STATUS_CODES } from "node:http";

/** A request that cannot be answered as wished, told to whom sent it. `message` says what happened and what to do. */
export class Problem extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.name = "Problem";
    this.statusCode = statusCode;
  }
}

/** https://www.rfc-editor.org/rfc/rfc9457 */
export interface ProblemDocument {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

export function problemDocument(status: number, detail: string): ProblemDocument {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail };
}

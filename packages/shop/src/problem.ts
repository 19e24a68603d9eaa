import { STATUS_CODES } from "node:http";

/** An error that is the client's to solve. `message` is shown to people and programs: what happened and what to do. */
export class Problem extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.name = "Problem";
    this.statusCode = statusCode;
  }
}

/** The body of an error for programs: https://www.rfc-editor.org/rfc/rfc9457 */
export interface ProblemDocument {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

/** `detail` says in a sentence what happened and what to do. */
export function problemDocument(status: number, detail: string): ProblemDocument {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail };
}

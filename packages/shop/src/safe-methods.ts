/** The methods of requests that change nothing: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

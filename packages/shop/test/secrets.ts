/** Everything that clients of this process sent or got and that would let a thief act as somebody else. */
const secrets = new Set<string>();
const usernames = new Set<string>();

/** Shorter ones are made up by tests, and may occur in any text. */
const LEAST_LENGTH = 5;

export function noteSecret(text: unknown): void {
  if (typeof text === "string" && text.length >= LEAST_LENGTH) secrets.add(text);
}

/** Notes the value of a cookie, given as it goes over the wire, and the id in it. */
export function noteCookie(cookie: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  if (!/^(__Host-)?(session|cart|device)$/.test(name)) return;
  noteSecret(value);
  noteSecret(value.split(/[.~]|-new|-after/)[0]);
}

/** Notes the password in the fields of a form. Customers of the tests use their names as passwords, and a name is no secret. */
export function noteCredentials({ username, password }: Readonly<Record<string, unknown>>): void {
  if (typeof username === "string") usernames.add(username.toLowerCase());
  noteSecret(password);
}

/** The secrets that occur in a log. */
export function leaksIn(log: string): string[] {
  return [...secrets].filter((secret) => !usernames.has(secret.toLowerCase()) && log.includes(secret));
}

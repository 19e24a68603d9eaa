/** Everything that clients of this process sent or were given, and that lets whoever has it act as somebody else. */
const secrets = new Set<string>();
const usernames = new Set<string>();

/** Shorter ones are worthless, made up by a test, and found in any text. */
const LEAST_LENGTH = 5;

export function noteSecret(text: unknown): void {
  if (typeof text === "string" && text.length >= LEAST_LENGTH) secrets.add(text);
}

/** A cookie as it goes over the wire: its value, and the id that was signed. */
export function noteCookie(cookie: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  if (!/^(__Host-)?(session|cart|device)$/.test(name)) return;
  noteSecret(value);
  noteSecret(value.split(/[.~]|-new|-after/)[0]);
}

/** The fields of a form. The lab's customers have their names for passwords, and a name is no secret. */
export function noteCredentials({ username, password }: Readonly<Record<string, unknown>>): void {
  if (typeof username === "string") usernames.add(username.toLowerCase());
  noteSecret(password);
}

/** The secrets in a log. */
export function leaksIn(log: string): string[] {
  return [...secrets].filter((secret) => !usernames.has(secret.toLowerCase()) && log.includes(secret));
}

import { CookieJar } from "tough-cookie";

/** Cookies that an extension sets with any answer, errors included. */
const SHOWN_WITH_ERRORS = ["trail"];

/** A jar with these cookies of `url`. Like a browser, it checks the `__Host-` prefix, and treats loopback as secure. */
export function newJar(cookies: Readonly<Record<string, string>> = {}, url = ""): CookieJar {
  const jar = new CookieJar(undefined, { prefixSecurity: "strict" });
  for (const [name, value] of Object.entries(cookies))
    jar.setCookieSync(`${name}=${value}; Path=/${name.startsWith("__Host-") ? "; Secure" : ""}`, url);
  return jar;
}

/** The cookies that a browser would send to `url`, by name. */
export function cookiesIn(jar: CookieJar, url: string): Record<string, string> {
  return Object.fromEntries(jar.getCookiesSync(url).map(({ key, value }) => [key, value]));
}

/**
 * Keeps what an answer sets. Throws where the answer does what no answer of the shop may do: it sets a cookie twice, sets one with
 * an error, or sets one that browsers refuse. `what` names the answer in the message.
 */
export function keepCookies(
  jar: CookieJar,
  {
    url,
    setCookies,
    status,
    what,
  }: { url: string; setCookies: readonly string[]; status: number; what: string },
): void {
  const names = setCookies.map((cookie) => cookie.split("=", 1)[0] ?? "");
  if (new Set(names).size < names.length)
    throw new Error(`${what} sets a cookie twice: ${setCookies.join(" and ")}`);
  if (status >= 400 && names.some((name) => !SHOWN_WITH_ERRORS.includes(name)))
    throw new Error(`${what} is an error and sets a cookie: ${setCookies.join(" and ")}`);
  for (const cookie of setCookies) jar.setCookieSync(cookie, url);
}

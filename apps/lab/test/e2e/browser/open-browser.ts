import { type Browser, chromium } from "playwright-core";
import { BROWSER } from "./find-browser.ts";

/** Starts the browser without its background requests to the internet, and for root without its sandbox, which root cannot use. */
export function openBrowser(): Promise<Browser> {
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
  const offline = ["--disable-background-networking", "--disable-component-update"];
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: BROWSER as string,
    args: [...quiet, ...offline, ...root],
  });
}

import type { Page } from "playwright-core";

/** Signs in on the shop's pages. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(new URL("/login", url).href);
  await page.getByLabel("User name").fill("ada");
  await page.getByLabel("Password").fill("lovelace");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(({ pathname }) => pathname !== "/login");
}

/** Puts something in the cart, from the catalogue. */
export async function add(page: Page, url: string, product: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: new RegExp(`Add to cart\\s*: ${product}`) }).click();
  await page.waitForURL(({ pathname }) => pathname === "/cart");
}

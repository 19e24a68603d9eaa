import type { Page } from "playwright-core";
import { expect } from "vitest";

/** More presses of Tab than a page has places to stop at. */
const MOST_TABS = 120;

/** A page used by keyboard alone. The keyboard focus must never be lost, or `tabTo` fails. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The words of what has the focus, of a radio button those of its label; "nothing" when the focus is lost. */
  async focused(): Promise<string> {
    const [words = "nothing"] = await this.#page
      .locator("label:has(:focus), :focus:not(input)")
      .allTextContents();
    return words.replace(/\s+/g, " ").trim();
  }

  /** Presses Tab until something with these words has the focus. */
  async tabTo(words: RegExp): Promise<void> {
    expect(await this.focused(), `before going to ${words}`).not.toBe("nothing");
    for (let tab = 0; tab < MOST_TABS; tab++) {
      if (words.test(await this.focused())) return;
      await this.#page.keyboard.press("Tab");
    }
    throw new Error(`Tab never reaches ${words}.`);
  }

  /** Goes to a button or link with these words, and presses Enter. */
  async press(words: RegExp): Promise<void> {
    await this.tabTo(words);
    await this.#page.keyboard.press("Enter");
  }

  /** Goes to a group of radio buttons that begins with these words, and chooses by arrow keys; 0 is the first. */
  async choose(first: RegExp, index: number): Promise<void> {
    await this.tabTo(first);
    await this.#page.keyboard.press("Space");
    for (let i = 0; i < index; i++) await this.#page.keyboard.press("ArrowDown");
  }
}

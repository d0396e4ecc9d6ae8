import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { StoryLanguage } from '../words.ts';

/** A window of the console, and what went wrong in it while nobody looked. */
export class ConsoleWindow {
  readonly page: Page;
  /** Errors of the page and violations of its content security policy. */
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(`error: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      // A lost connection while the engine restarts is part of the story; a refused script or style is not.
      if (message.type() === 'error' && /Content Security Policy|Refused to/.test(text)) this.problems.push(text);
    });
  }

  /** Opens a window by a start link in the given language. */
  static async open(context: BrowserContext, link: string): Promise<ConsoleWindow> {
    const window = new ConsoleWindow(await context.newPage());
    await window.page.goto(link);
    await window.page.waitForURL((url) => !url.search.includes('ticket'));
    return window;
  }

  /** Goes to a hash route of the same window. */
  async go(route: string): Promise<void> {
    const { origin } = new URL(this.page.url());
    await this.page.goto(`${origin}/#${route}`);
  }

  async expectHeading(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(text);
  }
}

/** Contexts of the story start in its language; the tour is met once and then put away. */
export async function speak(context: BrowserContext, language: StoryLanguage): Promise<void> {
  await context.addInitScript((chosen) => {
    const key = 'watchfloor.preferences';
    if (localStorage.getItem(key) === null)
      localStorage.setItem(key, JSON.stringify({ state: { language: chosen }, version: 0 }));
  }, language);
}

import { expect } from '@playwright/test';
import type { StoryWords } from '../words.ts';
import type { ConsoleWindow } from './window.ts';

/** The pages of load tests, as an operator uses them. */
export class LoadtestPages {
  readonly #window: ConsoleWindow;
  readonly #say: StoryWords;

  constructor(window: ConsoleWindow, say: StoryWords) {
    this.#window = window;
    this.#say = say;
  }

  /** Chooses a plan, gives values, confirms the host, starts; resolves on the page of the run. */
  async start(plan: string, values: Record<string, string>): Promise<void> {
    const { page } = this.#window;
    await this.#window.go('/loadtests/new');
    const path = page.getByLabel(this.#say.planPath);
    await path.fill(plan);
    await path.press('Enter');
    for (const [name, value] of Object.entries(values)) await page.getByLabel(name, { exact: true }).fill(value);
    await page.getByRole('button', { name: this.#say.checkAndStart }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: this.#say.startAgainst }).click();
    await expect(page).toHaveURL(/#\/loadtests\/(?!new)\w+/);
  }

  /** Value of a tile as a number. */
  async tile(label: string): Promise<number> {
    const tile = this.#window.page
      .locator('.tile')
      .filter({ has: this.#window.page.getByText(label, { exact: true }) });
    const text = (await tile.locator('.val').first().textContent()) ?? '';
    return Number(/[\d.,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN);
  }

  async stop(): Promise<void> {
    const { page } = this.#window;
    await page.getByRole('button', { name: this.#say.stop }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: this.#say.stop }).click();
  }
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { steps } from './steps.ts';
import { Tour } from './Tour.tsx';
import { useTour } from './tourStore.ts';

const calls = vi.hoisted(() => {
  const call = () => vi.fn<(input: unknown) => Promise<unknown>>();
  return { me: call(), navigate: call() };
});
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => calls.navigate }));
vi.mock('../../shell/index.ts', async () => {
  const { createTanstackQueryUtils } = await import('@orpc/tanstack-query');
  return { api: createTanstackQueryUtils({ identity: { me: calls.me } }) };
});

function show(caller: object | null = { name: 'Kim' }) {
  calls.me.mockResolvedValue({ caller });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tour />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}
const panel = () => screen.findByRole('complementary', { name: 'First steps' });

beforeEach(() => {
  vi.resetAllMocks();
  localStorage.clear();
  useTour.setState({ done: false, step: 0, asked: false });
});

describe('the first-run tour', () => {
  it('waits until somebody is signed in', async () => {
    show(null);
    await waitFor(() => expect(calls.me).toHaveBeenCalled());
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('leads through all steps to its end and is remembered', async () => {
    const user = show();
    await panel();
    for (let at = 1; at < steps.length; at++) await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(localStorage.getItem('watchfloor.tour')).toContain('"done":true');
  });

  it('opens the page of its step and stays', async () => {
    const user = show();
    await panel();
    await user.click(screen.getByRole('button', { name: 'Open its board' }));
    expect(calls.navigate).toHaveBeenCalledWith(expect.objectContaining({ to: '/boards/host' }));
    expect(screen.getByRole('complementary')).toBeTruthy();
  });

  it('moves by arrows and ends by Escape once it has the focus', async () => {
    const user = show();
    (await panel()).focus();
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(screen.getByText('First steps · 2 of 5')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('takes the focus only when it was asked for', async () => {
    show();
    expect(document.activeElement).not.toBe(await panel());
    useTour.getState().restart();
    await waitFor(async () => expect(document.activeElement).toBe(await panel()));
  });
});

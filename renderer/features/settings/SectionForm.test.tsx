import { MantineProvider } from '@mantine/core';
import { ORPCError } from '@orpc/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settingsSchema } from '#core/contract/settings.ts';
import { useToasts } from '../../ui/index.ts';
import { SectionForm } from './SectionForm.tsx';
import type { SavedSection } from './sections.ts';
import { changedSections, draftOf, type SettingsDraft } from './settingsDraft.ts';

const calls = vi.hoisted(() => {
  const call = () => vi.fn<(input: unknown) => Promise<unknown>>();
  return { update: call(), intake: call(), info: call(), generator: call(), get: call() };
});
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => () => undefined }));
vi.mock('../../shell/index.ts', async () => {
  const { createTanstackQueryUtils } = await import('@orpc/tanstack-query');
  const engine = {
    settings: { update: calls.update, get: calls.get },
    sources: { intake: calls.intake },
    system: { info: calls.info },
    loadtests: { generator: calls.generator },
  };
  return { engine, api: createTanstackQueryUtils(engine), usePulse: () => undefined };
});

const settings = settingsSchema.parse({});

function Form({ section, mayChange }: { section: SavedSection; mayChange: boolean }) {
  const [edits, setEdits] = useState<Partial<SettingsDraft>>({});
  return (
    <SectionForm
      section={section}
      settings={settings}
      draft={{ ...draftOf(settings), ...edits }}
      mayChange={mayChange}
      changed={changedSections(edits, settings).includes(section)}
      onChange={(change) => setEdits({ ...edits, ...change })}
      onRevert={() => setEdits({})}
    />
  );
}

function show(section: SavedSection, mayChange = true) {
  calls.intake.mockResolvedValue({ listening: true, url: 'http://127.0.0.1:1', error: null });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <Form section={section} mayChange={mayChange} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return userEvent.setup();
}
const field = (name: string) => screen.getByRole('textbox', { name });

beforeEach(() => {
  vi.resetAllMocks();
  useToasts.setState({ toasts: [] });
});

describe('a section of the settings', () => {
  it('saves itself alone, and the toast puts the former values back', async () => {
    calls.update.mockResolvedValue(settings);
    const user = show('site');
    await user.type(field('Name of the site'), 'Seoul');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const saved = { site: { name: 'Seoul', environment: 'LOCAL' } };
    await waitFor(() => expect(calls.update).toHaveBeenCalledWith(saved));
    await waitFor(() => expect(useToasts.getState().toasts).toHaveLength(1));
    useToasts.getState().undoNewest();
    await waitFor(() => expect(calls.update).toHaveBeenLastCalledWith({ site: settings.site }));
  });

  it('does not save what is not allowed and names what is', async () => {
    const user = show('disk');
    await user.clear(field('Refuse below'));
    await user.type(field('Refuse below'), '12');
    await user.keyboard('{Enter}');
    expect(screen.getByText('Less than the warning, 10 %')).toBeTruthy();
    expect(calls.update).not.toHaveBeenCalled();
  });

  it('shows a refusal of the engine at its field and keeps what was written', async () => {
    calls.update.mockRejectedValue(new ORPCError('REFUSED', { data: { reason: 'needs-token', field: 'intake.host' } }));
    const user = show('intake');
    await user.clear(field('Address to bind'));
    await user.type(field('Address to bind'), '0.0.0.0');
    await user.type(field('Certificate file (PEM)'), '/c.pem');
    await user.type(field('Key file (PEM)'), '/k.pem');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Make an intake token first/)).toBeTruthy();
    expect(field('Address to bind')).toHaveProperty('value', '0.0.0.0');
  });

  it('says before it is saved that a shorter time deletes', async () => {
    const user = show('retention');
    expect(screen.queryByText(/cannot be brought back/)).toBeNull();
    await user.clear(field('Embedded metrics'));
    await user.type(field('Embedded metrics'), '7');
    expect(screen.getByText(/cannot be brought back/)).toBeTruthy();
  });

  it('is read-only for others and says why', () => {
    show('site', false);
    expect(screen.getByRole('note').textContent).toContain('Only the role admin');
    expect(field('Name of the site')).toHaveProperty('disabled', true);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });
});

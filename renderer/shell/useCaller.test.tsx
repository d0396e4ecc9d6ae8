import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { api } from './host.ts';
import { useCaller, useMay } from './useCaller.ts';

function seen(me: unknown) {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, enabled: false } },
  });
  if (me !== undefined) client.setQueryData(api.identity.me.queryOptions().queryKey, me as never);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => [useCaller(), useMay('viewer'), useMay('lead')], { wrapper }).result.current;
}

it('knows nothing before the engine said who acts here', () => {
  expect(seen(undefined)).toEqual([undefined, undefined, undefined]);
});

it('allows nothing to nobody, and to an operator what the role allows', () => {
  expect(seen({ caller: null })).toEqual([null, false, false]);
  expect(seen({ caller: { role: 'operator' } })).toEqual([{ role: 'operator' }, true, false]);
});

import { QueryClient } from '@tanstack/react-query';

/** What the engine knows, as this window last heard it. Streams say when it changes, so nothing is asked on focus. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { refetchOnWindowFocus: false, staleTime: 30_000, retry: 1 },
    mutations: { retry: 0 },
  },
});

import './zod.ts';
import './styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connection } from '../shell/host.ts';
import { onEngineOpen } from '../shell/useConnection.ts';
import { askAgain, watchCaller } from './callerChange.ts';
import { registry } from './features.ts';
import { Providers } from './Providers.tsx';
import { queryClient } from './queryClient.ts';
import { createAppRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
connection.start();
watchCaller(queryClient, () => {
  for (const feature of registry.features) feature.forget?.();
});
// A fresh connection may act for somebody else, and what is held may be old.
onEngineOpen(() => void askAgain(queryClient));
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={createAppRouter(registry)} />
    </Providers>
  </StrictMode>,
);

import './zod.ts';
import './styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connection } from '../shell/host.ts';
import { registry } from './features.ts';
import { Providers } from './Providers.tsx';
import { createAppRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
connection.start();
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={createAppRouter(registry)} />
    </Providers>
  </StrictMode>,
);

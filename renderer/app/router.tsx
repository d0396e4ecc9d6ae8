import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  retainSearchParams,
  useRouterState,
} from '@tanstack/react-router';
import { Suspense } from 'react';
import { useCaller } from '../shell/useCaller.ts';
import { Skeleton } from '../ui/states.tsx';
import { BarePage } from './BarePage.tsx';
import { useCallerEpoch } from './callerChange.ts';
import { Frame } from './Frame.tsx';
import { NotFound, PageFailed } from './fallbacks.tsx';
import { Gate } from './Gate.tsx';
import type { Registry } from './registry.ts';
import { RegistryContext } from './useRegistry.ts';
import { useSurface } from './useSurface.ts';

/** The search parameters every page has: the shared time range. What else the address carries is the page's own. */
function validateSearch(search: Record<string, unknown>): { from?: string; to?: string } {
  const { from, to, ...own } = search;
  return { ...own, ...(typeof from === 'string' ? { from } : {}), ...(typeof to === 'string' ? { to } : {}) };
}

function rootOf(registry: Registry) {
  return function Root() {
    const path = useRouterState({ select: (state) => state.location.pathname });
    const wall = path.startsWith('/wall/');
    const bare = path.startsWith('/panel/');
    const caller = useCaller();
    const epoch = useCallerEpoch((state) => state.epoch);
    useSurface(wall ? 'wall' : 'desk');
    if (caller === null) return <Gate registry={registry} wall={wall} />;
    const page = (
      <Suspense fallback={<Skeleton />}>
        <Outlet />
      </Suspense>
    );
    return (
      <RegistryContext key={epoch} value={registry}>
        {wall ? <main className="wall-page">{page}</main> : null}
        {bare ? <BarePage>{page}</BarePage> : null}
        {wall || bare ? null : <Frame registry={registry}>{page}</Frame>}
      </RegistryContext>
    );
  };
}

/** The pages of all features. Hash addresses work the same under `app://`, `file://` and `http://`. */
export function createAppRouter(registry: Registry) {
  const root = createRootRoute({
    validateSearch,
    search: { middlewares: [retainSearchParams(['from', 'to'])] },
    component: rootOf(registry),
    notFoundComponent: NotFound,
    errorComponent: PageFailed,
  });
  const pages = registry.pages.map(({ path, component: Page }) =>
    createRoute({ getParentRoute: () => root, path, component: () => <Page />, errorComponent: PageFailed }),
  );
  const first = registry.rail[0]?.path;
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      if (first !== undefined && first !== '/') redirect({ to: first, throw: true });
    },
    component: NotFound,
  });
  const hasHome = registry.pages.some((page) => page.path === '/');
  return createRouter({
    routeTree: root.addChildren(hasHome ? pages : [home, ...pages]),
    history: createHashHistory(),
    defaultPreload: false,
    defaultPendingMs: 200,
    scrollRestoration: false,
  });
}

import type { Feature } from '../../app/registry.ts';
import { Environment } from './Environment.tsx';

/** Which site and environment this console looks at. */
export const feature: Feature = { id: 'site', slots: { environment: Environment } };

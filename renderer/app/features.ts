import { composeFeatures, type Feature, type Registry } from './registry.ts';

/**
 * Every `features/<name>/feature.ts(x)` that exports `feature`. A new feature is found by being there; nothing here names one.
 */
const found = import.meta.glob<{ feature: Feature }>('../features/*/feature.{ts,tsx}', { eager: true });

/** The features of this build, composed. */
export const registry: Registry = composeFeatures(Object.values(found).map((module) => module.feature));

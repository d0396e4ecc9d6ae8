import { createContext, useContext } from 'react';
import { composeFeatures, type Registry } from './registry.ts';

/** The composed features, handed down: a feature that reads the registry must not import the module that collects it. */
export const RegistryContext = createContext<Registry>(composeFeatures([]));

/** What all features contribute. */
export function useRegistry(): Registry {
  return useContext(RegistryContext);
}

import { useQuery } from '@tanstack/react-query';
import { api } from '../../shell/index.ts';

/** JMeter and Java as the engine finds them; asked again while something is missing, for it may be installed any minute. */
export function useGenerator() {
  return useQuery(
    api.loadtests.generator.queryOptions({
      refetchInterval: (query) => (query.state.data?.problem ? 15_000 : false),
    }),
  );
}

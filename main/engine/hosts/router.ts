import { os } from '../transports/implement.ts';
import type { HostsService } from './service.ts';

export function hostsRouter(service: HostsService) {
  return { list: os.hosts.list.handler(({ input }) => service.list(input.sourceId)) };
}

import { os } from '../transports/implement.ts';
import type { SettingsService } from './service.ts';

export function settingsRouter(service: SettingsService) {
  return {
    get: os.settings.get.handler(() => service.get()),
    update: os.settings.update.handler(({ input, context }) => service.update(context.caller, input)),
  };
}

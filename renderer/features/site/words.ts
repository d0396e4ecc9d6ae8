import { defineWords, type Translation } from '../../ui/index.ts';

const en = { change: 'Site: {{name}}. Change it in the settings' } as const;
const ko = { change: '사이트: {{name}}. 설정에서 바꿀 수 있습니다' } satisfies Translation<typeof en>;

export const siteWords = defineWords('site', en, ko);

import { defineWords } from './define.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

/** Texts of the shared components, namespace `ui`. */
export const uiWords = defineWords('ui', en, ko);

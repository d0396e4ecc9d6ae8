import { defineWords } from '../../ui/words/define.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

/** Texts of the frame, namespace `app`. */
export const appWords = defineWords('app', en, ko);

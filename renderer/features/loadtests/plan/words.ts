import { defineWords } from '../../../ui/index.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

/** Texts of the page that starts a run. */
export const planWords = defineWords('loadtests-plan', en, ko);

import { defineWords } from '../../../ui/index.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

/** Texts of the page of one run. */
export const runWords = defineWords('loadtests-run', en, ko);

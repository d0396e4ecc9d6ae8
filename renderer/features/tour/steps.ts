/** One step of the tour: its words and the page it leads to. */
export interface TourStep {
  readonly title: 'hostTitle' | 'dataTitle' | 'sourceTitle' | 'wallTitle' | 'loadTitle';
  readonly text: 'hostText' | 'dataText' | 'sourceText' | 'wallText' | 'loadText';
  readonly link: 'hostLink' | 'dataLink' | 'sourceLink' | 'wallLink' | 'loadLink';
  readonly to: string;
  readonly search: Readonly<Record<string, string | number>>;
}

/** What a first start leads to, in the order a site is set up. */
export const steps: readonly TourStep[] = [
  { title: 'hostTitle', text: 'hostText', link: 'hostLink', to: '/boards/host', search: {} },
  { title: 'dataTitle', text: 'dataText', link: 'dataLink', to: '/sources', search: { source: 'embedded' } },
  { title: 'sourceTitle', text: 'sourceText', link: 'sourceLink', to: '/sources', search: { add: 1 } },
  { title: 'wallTitle', text: 'wallText', link: 'wallLink', to: '/walls', search: {} },
  { title: 'loadTitle', text: 'loadText', link: 'loadLink', to: '/loadtests', search: {} },
];

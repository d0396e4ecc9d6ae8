/** Sections an admin saves, one by one. */
export const savedSections = ['site', 'intake', 'sampler', 'retention', 'disk', 'jmeter'] as const;
export type SavedSection = (typeof savedSections)[number];

/** All sections in the order of the page. */
export const sections = [...savedSections, 'appearance', 'about'] as const;
export type SectionId = (typeof sections)[number];

/** Section an address names; the first one otherwise. */
export function sectionOf(value: unknown): SectionId {
  return sections.find((section) => section === value) ?? 'site';
}

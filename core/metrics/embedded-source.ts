/** Id of the console's own store, which is always among the sources. */
export const embeddedSourceId = 'embedded';

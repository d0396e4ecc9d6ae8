/** Name of the database file inside a profile's folder of samples. */
export const samplesFileName = 'samples.duckdb';

/** Series of one query that are held; further ones are cut with the notice `series-cut:N`. */
export const maxSeries = 500;
/** Points of one query that are held over all its series; the oldest are cut with the notice `points-cut:N`. */
export const maxPoints = 400_000;
/** Buckets at the end that are fetched again, since points may still arrive in them. */
export const overlapBuckets = 2;
/** A series that lags this far behind the newest of its query is still waited for, ms. */
export const laggingSeries = 60_000;
/** Points later than this are found by the whole fetch only, ms. */
export const lateArrival = 10 * 60_000;
/** The whole range is fetched again this often, for what came later or was changed in the store, ms. */
export const wholeFetchEvery = 15 * 60_000;
/** How often the hub looks for queries that are due, ms. */
export const tickEvery = 250;
/** A query is asked at most this often and at least this often, ms. */
export const quickestRefresh = 1000;
export const slowestRefresh = 30_000;
/** A query without subscribers is kept this long: a window that reloads finds its data, ms. */
export const subscriberGrace = 15_000;

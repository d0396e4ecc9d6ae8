import { useParams } from '@tanstack/react-router';

/** A part of the page's path by name; empty when the path has none. */
export function usePathParam(name: string): string {
  const params: Record<string, unknown> = useParams({ strict: false });
  const value = params[name];
  return typeof value === 'string' ? value : '';
}

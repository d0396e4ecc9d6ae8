/** Puts a text on the clipboard; false where the host does not let this window (a page that is not served over TLS). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

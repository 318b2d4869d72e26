type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const controls = 'input:not([type="hidden"], [type="file"]), textarea, select:not([multiple])';

/**
 * Notes what people have typed, chosen or unfolded before the page's scripts came to life. Taking over a page of the server,
 * Svelte sets every field and fold to what the server sent; a slow network gives people time enough to write before that.
 * To be called just before the page is taken over, and the result just after: it puts back what was noted.
 */
export function noteTypedEarly(page: ParentNode): () => void {
  const unfolded = page.querySelectorAll<HTMLDetailsElement>('details[open]');
  const noted = [...page.querySelectorAll<Control>(controls)].flatMap((control) => difference(control) ?? []);
  return () => {
    for (const fold of unfolded) fold.open = true;
    for (const { control, restore } of noted) {
      if (!control.isConnected) continue;
      restore();
      // Whatever is bound to the field is told as if it were typed now.
      for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  };
}

/** How a field is set again to what stands in it now; null where nobody has touched it. */
function difference(control: Control): { control: Control; restore: () => void } | null {
  if (control instanceof HTMLSelectElement) {
    const chosen = control.selectedIndex;
    const byServer = [...control.options].findIndex((option) => option.defaultSelected);
    return chosen === Math.max(0, byServer) ? null : { control, restore: () => (control.selectedIndex = chosen) };
  }
  if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
    const { checked } = control;
    // Of a group of radio buttons the chosen one brings the others with it.
    if (checked === control.defaultChecked || (control.type === 'radio' && !checked)) return null;
    return { control, restore: () => (control.checked = checked) };
  }
  const { value } = control;
  return value === control.defaultValue ? null : { control, restore: () => (control.value = value) };
}

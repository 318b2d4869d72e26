import { Plugin, type PluginView } from 'prosemirror-state';

/** Shows where what is dragged would land. What draws it is fetched with the first drag; until then, or without it, one drags unshown. */
export function dropPlacePlugin(): Plugin {
  return new Plugin({
    view(view) {
      let drawn: PluginView | null = null;
      let gone = false;
      const begin = () => {
        import('./dropCursor.later.ts').then(
          ({ dropCursor }) => {
            if (!gone) drawn = dropCursor({ color: 'currentColor', width: 2 }).spec.view?.(view) ?? null;
          },
          () => {
            view.dom.addEventListener('dragenter', begin, { once: true });
          },
        );
      };
      view.dom.addEventListener('dragenter', begin, { once: true });
      return {
        update: (now, before) => drawn?.update?.(now, before),
        destroy() {
          gone = true;
          view.dom.removeEventListener('dragenter', begin);
          drawn?.destroy?.();
        },
      };
    },
  });
}

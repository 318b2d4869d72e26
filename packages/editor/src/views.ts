import {
  cleanAttrs,
  sectionStanding,
  sectionName,
  type CaseFieldName,
  type PointLevel,
  type SectionStatus,
  type TextKind,
} from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import type { Decoration, EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view';
import type { Labels } from './labels.ts';
import type { PointNumber } from './numbers.ts';

/** A section as its tools see it. */
export interface SectionFace {
  id: string | null;
  kind: string;
  part: string | null;
  status: SectionStatus;
  textKind: TextKind | null;
  serves: string | null;
}

/** Something that is shown in a section's head, such as its menu. */
export interface SectionTools {
  update: (section: SectionFace) => void;
  destroy: () => void;
}

/** What the views need of the editor. */
export interface ViewContext {
  labels: Labels;
  readOnly: () => boolean;
  /** Puts something of the page's own into the head of each section; null for nothing. */
  sectionTools: ((mount: HTMLElement, section: SectionFace) => SectionTools) | null;
}

function make(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== '') element.textContent = text;
  return element;
}

// What lies outside the text is the view's own business: ProseMirror must neither read it nor handle its events.
abstract class Framed implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  protected readonly chrome: HTMLElement;

  constructor(tag: string, name: string) {
    this.dom = make(tag, name);
    this.chrome = make('div', `${name}-head`);
    this.chrome.contentEditable = 'false';
    this.contentDOM = make('div', `${name}-body`);
    this.dom.append(this.chrome, this.contentDOM);
  }

  abstract update(node: Node, decorations: readonly Decoration[]): boolean;

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    if (mutation.type === 'selection') return false;
    return !this.contentDOM.contains(mutation.target);
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof globalThis.Node && this.chrome.contains(event.target);
  }
}

function sectionFace(node: Node): SectionFace {
  return { ...(cleanAttrs('section', node.attrs) as unknown as SectionFace), status: sectionStanding(node) };
}

class SectionView extends Framed {
  #name: HTMLElement;
  #textKind: HTMLElement;
  #status: HTMLElement;
  #tools: SectionTools | null;
  #context: ViewContext;

  constructor(node: Node, context: ViewContext) {
    super('section', 'paper-section');
    const face = sectionFace(node);
    this.#context = context;
    // A section without a title of its own is headed by its name.
    this.#name = make(face.kind === 'background' ? 'h2' : 'p', 'section-name');
    this.#textKind = make('span', 'section-text-kind');
    this.#status = make('span', 'section-status');
    const slot = make('span', 'section-tools');
    this.chrome.append(this.#name, this.#textKind, this.#status, slot);
    this.#tools = context.sectionTools?.(slot, face) ?? null;
    this.#show(face);
  }

  #show(face: SectionFace): void {
    const { words } = this.#context.labels;
    this.dom.dataset.section = face.kind;
    this.dom.dataset.status = face.status;
    if (face.id === null) this.dom.removeAttribute('id');
    else this.dom.id = `section-${face.id}`;
    const name = sectionName({ ...face }, words) ?? '';
    this.dom.setAttribute('aria-label', name);
    this.#name.textContent = name;
    this.#textKind.textContent = (face.textKind && words[`textKind.${face.textKind}`]) ?? '';
    this.#status.textContent = words[`status.${face.status}`] ?? '';
  }

  override update(node: Node): boolean {
    const face = sectionFace(node);
    if (node.type.name !== 'section' || face.kind !== this.dom.dataset.section) return false;
    this.#show(face);
    this.#tools?.update(face);
    return true;
  }

  destroy(): void {
    this.#tools?.destroy();
  }
}

class PointView extends Framed {
  #number: HTMLElement;
  #level: HTMLElement;
  #context: ViewContext;

  constructor(node: Node, decorations: readonly Decoration[], context: ViewContext, toggle: (point: PointView) => void) {
    super('div', 'target-point');
    this.#context = context;
    this.#number = make('span', 'point-number');
    this.#level = make('button', 'point-level');
    this.#level.setAttribute('type', 'button');
    // The keyboard has its own key for it; a stop at every point would make the text hard to leave.
    this.#level.tabIndex = -1;
    this.#level.title = context.labels.toggleLevel;
    this.#level.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
    this.#level.addEventListener('click', () => {
      if (!context.readOnly()) toggle(this);
    });
    this.chrome.append(this.#number, this.#level);
    this.#show(node, decorations);
  }

  #show(node: Node, decorations: readonly Decoration[]): void {
    const { id, level } = cleanAttrs('targetPoint', node.attrs) as { id: string | null; level: PointLevel };
    const spec = decorations.map((decoration) => decoration.spec as Partial<PointNumber>).find(({ number }) => number !== undefined);
    this.dom.dataset.level = level;
    if (id === null) this.dom.removeAttribute('id');
    else this.dom.id = `point-${id}`;
    this.#number.textContent = spec?.number ?? '';
    this.#level.textContent = this.#context.labels.words[`level.${level}`] ?? '';
  }

  override update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type.name !== 'targetPoint') return false;
    this.#show(node, decorations);
    return true;
  }
}

class CaseFieldView extends Framed {
  #context: ViewContext;

  constructor(node: Node, context: ViewContext) {
    super('div', 'case-field');
    this.#context = context;
    this.update(node);
  }

  override update(node: Node): boolean {
    if (node.type.name !== 'caseField') return false;
    const name = cleanAttrs('caseField', node.attrs).name as CaseFieldName;
    this.dom.dataset.name = name;
    const word = this.#context.labels.words[`caseField.${name}`] ?? '';
    this.chrome.textContent = word;
    this.dom.setAttribute('role', 'group');
    this.dom.setAttribute('aria-label', word);
    return true;
  }
}

/** The views of sections, points and case fields: their text, and beside it what a reader must know and nobody types. */
export function nodeViews(context: ViewContext) {
  return {
    section: (node: Node) => new SectionView(node, context),
    targetPoint: (node: Node, view: EditorView, getPos: () => number | undefined, decorations: readonly Decoration[]) =>
      new PointView(node, decorations, context, () => {
        const pos = getPos();
        const point = pos === undefined ? null : view.state.doc.nodeAt(pos);
        if (pos === undefined || !point) return;
        const level: PointLevel = point.attrs.level === 'recommendation' ? 'requirement' : 'recommendation';
        view.dispatch(view.state.tr.setNodeAttribute(pos, 'level', level));
      }),
    caseField: (node: Node) => new CaseFieldView(node, context),
  };
}

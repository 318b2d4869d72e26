import { schema } from '@samskriv/document';
import { inputRules, wrappingInputRule } from 'prosemirror-inputrules';
import type { NodeType } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';

const { bulletList, orderedList } = schema.nodes as Record<'bulletList' | 'orderedList', NodeType>;

/** "- " begins a bullet list, "1. " a numbered one (from the number that is written). */
export function inputRulesPlugin(): Plugin {
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*[-*•]\s$/, bulletList),
      wrappingInputRule(
        /^(\d{1,3})[.)]\s$/,
        orderedList,
        (match) => ({ start: Number(match[1]) }),
        (match, node) => node.childCount + Number(node.attrs.start) === Number(match[1]),
      ),
    ],
  });
}

import { emptyPoint, type NodeJson } from '@samskriv/document';

// "1.", "1)", "1.a", "1.a)" and "a)" at the start of a line number a point; so do bullets.
const numbered = /^\s*(?:(?<main>\d{1,3})(?:\.(?<sub>[a-zæøå]|\d{1,2}))?[.)]?|(?<letter>[a-zæøå])[.)]|(?<bullet>[•*–-]))\s+(?=\S)/iu;

type Point = { text: string; depth: 0 | 1 };

/**
 * The paper with the pasted text as the points of its target section: one for each number or bullet in the text, letters
 * being sub-points; without any, one for each paragraph. "anbefales" makes a recommendation, all else is a requirement. The
 * numbers themselves go, as they are computed.
 */
export function withPoints(paper: NodeJson, text: string): NodeJson {
  const points = nest(read(text));
  return {
    ...paper,
    content: (paper.content ?? []).map((section) => {
      if (section.attrs?.kind !== 'target') return section;
      const title = (section.content ?? []).filter(({ type }) => type === 'sectionTitle');
      return { ...section, attrs: { ...section.attrs, status: 'draft' }, content: [...title, ...points] };
    }),
  };
}

/**
 * A former text as the start of a new paper: the same sections and points under the same ids, so that the two can be
 * compared, without the comments' places, and nothing counted as finished.
 */
export function rebornText(former: NodeJson): NodeJson {
  const { marks, content, attrs, ...rest } = former;
  const kept = marks?.filter(({ type }) => type !== 'comment');
  const finished = former.type === 'section' && (attrs?.status === 'complete' || attrs?.status === 'checked');
  return {
    ...rest,
    ...(attrs === undefined ? {} : { attrs: finished ? { ...attrs, status: 'draft' } : attrs }),
    ...(kept === undefined || kept.length === 0 ? {} : { marks: kept }),
    ...(content === undefined ? {} : { content: content.map(rebornText) }),
  };
}

function read(text: string): Point[] {
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').split('\n');
  if (!lines.some((line) => numbered.test(line))) {
    const paragraphs = text.includes('\n\n') ? lines.join('\n').split(/\n\s*\n/) : lines;
    return paragraphs
      .map(tidy)
      .filter((paragraph) => paragraph !== '')
      .map((paragraph) => ({ text: paragraph, depth: 0 }));
  }
  const points: Point[] = [];
  for (const line of lines) {
    const match = numbered.exec(line);
    const rest = tidy(match === null ? line : line.slice(match[0].length));
    if (rest === '') continue;
    const last = points.at(-1);
    if (match === null && last !== undefined) {
      // A line without a number goes on with the point above it: pasted text is often broken at the page's edge.
      last.text = `${last.text} ${rest}`;
    } else {
      const isSub = match?.groups?.sub !== undefined || match?.groups?.letter !== undefined;
      points.push({ text: rest, depth: isSub && points.length > 0 ? 1 : 0 });
    }
  }
  return points;
}

function nest(points: readonly Point[]): NodeJson[] {
  const nested: NodeJson[] = [];
  for (const { text, depth } of points) {
    const point = emptyPoint();
    point.attrs = { ...point.attrs, level: /\banbefal/iu.test(text) && !/\bskal\b/iu.test(text) ? 'recommendation' : 'requirement' };
    point.content = [{ type: 'paragraph', content: [{ type: 'text', text }] }];
    const above = nested.at(-1);
    if (depth === 1 && above !== undefined) above.content = [...(above.content ?? []), point];
    else nested.push(point);
  }
  return nested;
}

function tidy(line: string): string {
  return line
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A point on the agenda of a step. `title` null: it is called what the default calls it, in the reader's language. */
export type Point = { readonly key: string; readonly title: string | null };

/**
 * One step of the way a target goes, from the group's first meeting until the members carry it out. `optional`: held only if
 * needed. `daysBefore`: how many days before the steering group's meeting it should be over; null when nothing is said.
 */
export type Step = {
  readonly key: string;
  /** Meetings belong to the group; what comes after is the steering group's and the members'. */
  readonly part: 'meetings' | 'after';
  readonly title: string | null;
  readonly optional: boolean;
  readonly daysBefore: number | null;
  readonly points: readonly Point[];
};

/** A way: the meetings first, then what comes after. */
export type Way = readonly Step[];

/** The steps a group has behind it, by key, and how. */
export type Settled = Readonly<Record<string, 'done' | 'skipped'>>;

function meeting(key: string, daysBefore: number, points: readonly string[], optional = false): Step {
  return { key, part: 'meetings', title: null, optional, daysBefore, points: points.map((point) => ({ key: point, title: null })) };
}

function after(key: string): Step {
  return { key, part: 'after', title: null, optional: false, daysBefore: null, points: [] };
}

/** The way as the partnership describes it: four meetings with their agendas, then six steps. */
export const defaultWay: Way = [
  meeting('meeting1', 84, ['chair', 'criteria', 'schedule', 'presentation', 'experts', 'homework1']),
  meeting('meeting2', 56, ['mapping', 'comparable', 'references', 'material', 'proposals', 'homework2']),
  meeting('meeting3', 28, ['proposal', 'writing', 'background', 'tenderTexts', 'cases']),
  meeting('meeting4', 14, ['furtherWork', 'evaluation'], true),
  after('ownOrganisation'),
  after('revision'),
  after('politicalTreatment'),
  after('finalApproval'),
  after('launch'),
  after('implementation'),
];

/**
 * One change of a way. A `path` is a step's key, or `step/point`; a fresh key is given by the caller. A title of null (or
 * empty) gives back the default's name; days of null take a deadline away.
 */
export type WayChange =
  | { readonly do: 'rename'; readonly titles: Readonly<Record<string, string | null>> }
  | { readonly do: 'daysBefore'; readonly days: Readonly<Record<string, number | null>> }
  | { readonly do: 'move'; readonly path: string; readonly by: -1 | 1 }
  | { readonly do: 'leaveOut'; readonly path: string }
  | { readonly do: 'bringBack'; readonly path: string }
  | { readonly do: 'addStep'; readonly part: Step['part']; readonly key: string; readonly title: string }
  | { readonly do: 'addPoint'; readonly step: string; readonly key: string; readonly title: string }
  | { readonly do: 'optional'; readonly path: string; readonly optional: boolean };

/**
 * The way after a change; everything the change does not name stays as it was. A move past the end of its part changes
 * nothing. Throws RangeError for a path the way does not have, a key it has already, or days that are none.
 */
export function changeWay(way: Way, change: WayChange): Way {
  switch (change.do) {
    case 'rename':
      return way.map((step) => ({
        ...renamed(step, change.titles[step.key]),
        points: step.points.map((point) => renamed(point, change.titles[`${step.key}/${point.key}`])),
      }));
    case 'daysBefore':
      return way.map((step) => {
        const days = change.days[step.key];
        if (days !== undefined && !isDaysBefore(days)) throw new RangeError(`${days} days are no deadline`);
        return days === undefined ? step : { ...step, daysBefore: days };
      });
    case 'move': {
      const [step, point] = found(way, change.path);
      if (point === null) return moved(way, way.indexOf(step), change.by, (other) => other.part === step.part);
      return replaced(way, step, { ...step, points: moved(step.points, step.points.indexOf(point), change.by, () => true) });
    }
    case 'leaveOut': {
      const [step, point] = found(way, change.path);
      if (point === null) return way.filter((other) => other !== step);
      return replaced(way, step, { ...step, points: step.points.filter((other) => other !== point) });
    }
    case 'bringBack':
      return broughtBack(way, change.path);
    case 'addStep': {
      if (way.some(({ key }) => key === change.key)) throw new RangeError(`The way has ${change.key} already`);
      const step = { key: change.key, part: change.part, title: change.title, optional: false, daysBefore: null, points: [] };
      return [
        ...inPart(way, 'meetings'),
        ...(change.part === 'meetings' ? [step] : []),
        ...inPart(way, 'after'),
        ...(change.part === 'after' ? [step] : []),
      ];
    }
    case 'addPoint': {
      const [step] = found(way, change.step);
      if (step.points.some(({ key }) => key === change.key)) throw new RangeError(`${change.step} has ${change.key} already`);
      return replaced(way, step, { ...step, points: [...step.points, { key: change.key, title: change.title }] });
    }
    case 'optional': {
      const [step] = found(way, change.path);
      return replaced(way, step, { ...step, optional: change.optional });
    }
  }
}

/** What of the default way a way has left out, as paths, in the default's order. */
export function leftOut(way: Way): readonly string[] {
  return defaultWay.flatMap((step) => {
    const kept = way.find(({ key }) => key === step.key);
    if (kept === undefined) return [step.key];
    return step.points.filter(({ key }) => !kept.points.some((point) => point.key === key)).map(({ key }) => `${step.key}/${key}`);
  });
}

/** The most days before the steering group's meeting that a step can be over. */
export const mostDaysBefore = 1000;

function isDaysBefore(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostDaysBefore);
}

const longestTitle = 200;
const mostSteps = 30;
const mostPoints = 40;

/**
 * Whether a value is a way that can be gone: steps with keys of their own, meetings before what comes after, at least one
 * step, and nothing without a name.
 */
export function isWay(value: unknown): value is Way {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostSteps || !value.every(isStep)) return false;
  const parts = value.map(({ part }) => part);
  if (parts.lastIndexOf('meetings') > parts.indexOf('after') && parts.includes('after')) return false;
  return new Set(value.map(({ key }) => key)).size === value.length;
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { key, part, title, optional, daysBefore, points } = value as Record<string, unknown>;
  if (part !== 'meetings' && part !== 'after') return false;
  if (!isNamed(key, title, order) || typeof optional !== 'boolean' || !Array.isArray(points) || points.length > mostPoints) return false;
  if (!isDaysBefore(daysBefore)) return false;
  const own = points.every((point: unknown) => {
    if (typeof point !== 'object' || point === null) return false;
    const { key, title } = point as Record<string, unknown>;
    return isNamed(key, title, knownPoints);
  });
  return own && new Set((points as Point[]).map(({ key }) => key)).size === points.length;
}

const order = defaultWay.map(({ key }) => key);
const knownPoints = defaultWay.flatMap(({ points }) => points.map(({ key }) => key));

function isNamed(key: unknown, title: unknown, known: readonly string[]): boolean {
  if (typeof key !== 'string' || !/^[\w-]{1,40}$/.test(key)) return false;
  if (title === null) return known.includes(key);
  return typeof title === 'string' && title.trim() !== '' && title.length <= longestTitle;
}

function renamed<Thing extends { key: string; title: string | null }>(thing: Thing, title: string | null | undefined): Thing {
  if (title === undefined) return thing;
  const own = title === null || title.trim() === '' ? null : title.trim();
  // What has no name in the default keeps its own rather than lose it.
  if (own === null && !order.includes(thing.key) && !knownPoints.includes(thing.key)) return thing;
  return { ...thing, title: own };
}

function found(way: Way, path: string): [Step, Point | null] {
  const [stepKey, pointKey] = path.split('/');
  const step = way.find(({ key }) => key === stepKey);
  const point = step?.points.find(({ key }) => key === pointKey) ?? null;
  if (step === undefined || (pointKey !== undefined && point === null)) throw new RangeError(`The way has no ${path}`);
  return [step, point];
}

function replaced(way: Way, step: Step, by: Step): Way {
  return way.map((other) => (other === step ? by : other));
}

function inPart(way: Way, part: Step['part']): Step[] {
  return way.filter((step) => step.part === part);
}

function moved<Thing>(things: readonly Thing[], index: number, by: -1 | 1, may: (other: Thing) => boolean): Thing[] {
  const other = things[index + by];
  const after = [...things];
  if (other === undefined || !may(other)) return after;
  [after[index], after[index + by]] = [other, things[index] as Thing];
  return after;
}

// A step or point comes back after the nearest of those that stand before it in the default, or first.
function broughtBack(way: Way, path: string): Way {
  const [step, point] = found(defaultWay, path);
  if (point === null) {
    if (way.some(({ key }) => key === step.key)) return way;
    const before = order.slice(0, order.indexOf(step.key));
    const at = way.findLastIndex(({ key, part }) => part === step.part && before.includes(key));
    const first = step.part === 'meetings' ? 0 : way.filter(({ part }) => part === 'meetings').length;
    return way.toSpliced(at < 0 ? first : at + 1, 0, step);
  }
  const [kept] = found(way, step.key);
  if (kept.points.some(({ key }) => key === point.key)) return way;
  const before = step.points.slice(0, step.points.indexOf(point)).map(({ key }) => key);
  const at = kept.points.findLastIndex(({ key }) => before.includes(key));
  return replaced(way, kept, { ...kept, points: kept.points.toSpliced(at + 1, 0, point) });
}

import { defaultWay } from '@samskriv/process';
import { describe, expect, it } from 'vitest';
import { wayAfter } from './wayForm.ts';

function form(fields: Record<string, string>): FormData {
  const sent = new FormData();
  for (const [name, value] of Object.entries(fields)) sent.set(name, value);
  return sent;
}

describe('the form of a way', () => {
  it('saves names and deadlines with any button', () => {
    const sent = {
      'title meeting1': 'Første møde',
      'days meeting1': ' 100 ',
      'days meeting2': '',
      'days meeting3': '0',
      do: 'down meeting1',
    };
    expect(wayAfter(defaultWay, form(sent))).toMatchObject([
      { key: 'meeting2', title: null, daysBefore: null },
      { key: 'meeting1', title: 'Første møde', daysBefore: 100 },
      { key: 'meeting3', daysBefore: 0 },
      { key: 'meeting4', daysBefore: 14 },
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
  });

  it('refuses at its field what is no number of days', () => {
    for (const days of ['to uger', '-1', '1,5', '1001', '1e2', '99999999999999999999']) {
      const sent = { 'days meeting1': '84', 'days meeting2': days, do: 'save' };
      expect(wayAfter(defaultWay, form(sent)), days).toEqual({
        refused: 'invalid_number',
        field: 'days meeting2',
        details: { most: 1000 },
      });
    }
  });

  it('leaves the deadlines of a form that has none', () => {
    expect(wayAfter(defaultWay, form({ do: 'save' }))).toEqual(defaultWay);
  });
});

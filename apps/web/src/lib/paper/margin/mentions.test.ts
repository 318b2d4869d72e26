import { describe, expect, it } from 'vitest';
import { matching, mentionAt, withMentions, withoutMentions } from './mentions.ts';

const anna = { id: '11111111-1111-4111-8111-111111111111', name: 'Anna' };
const annaBerg = { id: '22222222-2222-4222-8222-222222222222', name: 'Anna Berg' };

describe('mentions', () => {
  it('are kept by id, the longer name first', () => {
    const kept = withMentions('@Anna Berg og @Anna, se her', [anna, annaBerg]);
    expect(kept).toBe(`@[Anna Berg](person:${annaBerg.id}) og @[Anna](person:${anna.id}), se her`);
    expect(withoutMentions(kept)).toEqual({ text: '@Anna Berg og @Anna, se her', people: [annaBerg, anna] });
  });

  it('are nothing to those who were not chosen', () => {
    expect(withMentions('@Anna', [])).toBe('@Anna');
  });

  it('begin after an @ that begins a word', () => {
    expect(mentionAt('Hej @An', 7)).toEqual({ start: 4, begun: 'An' });
    expect(mentionAt('Hej @', 5)).toEqual({ start: 4, begun: '' });
    expect(mentionAt('mail a@b', 8)).toBeNull();
    expect(mentionAt('@et to tre fire', 15)).toBeNull();
  });

  it('find people by any word of their name', () => {
    expect(matching([anna, annaBerg], 'be')).toEqual([annaBerg]);
    expect(matching([anna, annaBerg], 'an')).toEqual([anna, annaBerg]);
  });
});

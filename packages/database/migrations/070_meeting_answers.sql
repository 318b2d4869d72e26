-- Up Migration

-- Who is asked to a meeting can answer from the mail, without signing in, and say a word with it.
alter table meeting_participant
  add column note text not null default '',
  add column answer_token text unique;
comment on column meeting_participant.note is 'What the person says with their answer; for whoever sees the meeting.';
comment on column meeting_participant.answer_token is
  'The SHA-256, in hex, of the secret in the link they were mailed. It ends with the answer and when the meeting is moved.';

/** The accounts that the sign-in page of a demo house offers, and what one sees as each of them. */
export const demoAccounts = [
  { mail: 'formand@strandholt.example', role: 'chair' },
  { mail: 'miljoe@birkelev.example', role: 'environmental' },
  { mail: 'indkob@fjordby.example', role: 'procurement' },
  { mail: 'sekretariat@partnerskab.example', role: 'secretariat' },
  { mail: 'ekspert@viden.example', role: 'expert' },
  { mail: 'observatoer@aamose.example', role: 'observer' },
  { mail: 'styregruppe@birkelev.example', role: 'steering' },
  { mail: 'kollega@birkelev.example', role: 'colleague' },
  { mail: 'ambassador@fjordby.example', role: 'ambassador' },
] as const;

export type DemoRole = (typeof demoAccounts)[number]['role'];

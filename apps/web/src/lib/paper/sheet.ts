/** What can open over the paper: the help, the address of a link, words set aside, the outline on a phone, the locking. */
export type Sheet = 'help' | 'link' | 'aside' | 'outline' | 'lock';

/**
 * The words that stand first in every list of guesses, English and Danish, in lower case, without the digits and signs
 * that people put around them (passwordRules.ts takes those off).
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passwords passw0rd p@ssword p@ssw0rd adgangskode adgangskoden kodeord kodeordet hemmelig hemmeligt
   qwerty qwertyuiop qwertz asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qwerty123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc
   abc abcd abcdef abc123 abcd1234 a1b2c3d4 a1b2c3d4e5 iloveyou jegelskerdig letmein welcome velkommen monkey dragon
   sunshine princess football fodbold baseball superman batman trustno1 master shadow michael jordan starwars whatever
   freedom computer internet administrator admin root user guest login default changeme secret hello hellohello hej
   hejhej hejmeddig hejhejhej goddag test testtest tester samskriv samskrive partnerskab indkøbsmål indkoebsmaal indkøb
   indkoeb kommune kommunen region regionen styregruppe sekretariat arbejdsgruppe danmark denmark københavn koebenhavn
   kobenhavn aarhus århus odense aalborg sommer sommeren vinter vinteren efterår foraar forår efteraar januar februar
   marts april maj juni juli august september oktober november december mandag tirsdag onsdag torsdag fredag lørdag
   søndag summer winter autumn spring monday friday january brøndby broendby fckøbenhavn liverpool arsenal chelsea
   blomst blomster kærlighed kaerlighed skat skatter mormor farmor hund hunden kat katten kaffe chokolade solskin
   sommerfugl regnbue correcthorsebatterystaple passwordpassword kodeordkodeord lykke familie familien familien1`.split(/\s+/),
);

import { insertOrganisation, selectOrganisations, type Sql } from '@samskriv/database';

/** The organisation with this name (already tidy), made where it is new. */
export async function organisationNamed(sql: Sql, name: string): Promise<string> {
  const known = (await selectOrganisations(sql)).find((row) => row.name === name);
  return known?.id ?? insertOrganisation(sql, { name, mailDomain: null });
}

const shape = /^paper:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):([1-9][0-9]{0,5})$/;

/** The name of a round's Y.Doc on every socket and in the API: `paper:<uuid>:<round>`. */
export function documentName(paperId: string, round: number): string {
  return `paper:${paperId}:${round}`;
}

/** The paper and round that a document name means; null for any other name. */
export function readDocumentName(name: string): { paperId: string; round: number } | null {
  const match = shape.exec(name);
  return match ? { paperId: match[1] as string, round: Number(match[2]) } : null;
}

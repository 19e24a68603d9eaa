/** The number of a colour, 1 to 8. The same name always gets the same one; the first eight numbered replicas differ. */
export function replicaColour(name: string): number {
  const number = /(\d+)$/.exec(name)?.[1];
  const seed = number ? Number(number) - 1 : [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return (((seed % 8) + 8) % 8) + 1;
}

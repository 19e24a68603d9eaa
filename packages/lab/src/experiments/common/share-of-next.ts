/** The part, 0 to 1, of answers by replica that came from replicas of the next version. */
export function shareOfNext(answers: ReadonlyMap<string, number>): number {
  let all = 0;
  let next = 0;
  for (const [replica, count] of answers) {
    all += count;
    if (replica.startsWith("next-")) next += count;
  }
  return all === 0 ? 0 : next / all;
}

/** The share, 0 to 1, of the answers that came from replicas of the next version. `answers`: counts by replica. */
export function shareOfNext(answers: ReadonlyMap<string, number>): number {
  let all = 0;
  let next = 0;
  for (const [replica, count] of answers) {
    all += count;
    if (replica.startsWith("next-")) next += count;
  }
  return all === 0 ? 0 : next / all;
}

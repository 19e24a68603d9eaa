import type { HistoryEvent } from "../../history/history.ts";
import { answersByReplica } from "../../history/questions.ts";
import { isOfNextVersion } from "../../runtime/members.ts";
import { sum } from "../../statistics.ts";

/** The share, 0 to 1, of the answers that came from replicas of the next version; 0 where there are no answers. */
export function shareOfNext(events: readonly HistoryEvent[]): number {
  const answers = answersByReplica(events);
  const next = sum([...answers].map(([name, count]) => (isOfNextVersion({ name }) ? count : 0)));
  return next / (sum(answers.values()) || 1);
}

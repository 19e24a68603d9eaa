/** What Prometheus asks in a shop with compose.observe.yml: three replicas, nginx and Redis. */
export const OBSERVED = ["nginx", "redis", "shop", "shop", "shop"];

/** The jobs whose targets this Prometheus reaches, sorted, each as often as it has targets. */
export async function jobsThatAreUp(prometheus: string): Promise<string[]> {
  const answer = await fetch(`${prometheus}/api/v1/query?query=up==1`);
  const { data } = (await answer.json()) as { data: { result: { metric: { job: string } }[] } };
  return data.result.map(({ metric }) => metric.job).toSorted();
}

import { execa } from "execa";

/** A service as Swarm has it. */
export interface SwarmService {
  readonly name: string;
  /** What its tasks are made of; another text is another release. */
  readonly release: string;
  readonly running: number;
  readonly wanted: number;
  /** How its last change goes, or how it ended. Absent before there was one. */
  readonly update?: { readonly State: string; readonly Message: string; readonly StartedAt: string };
}

/** The parts of `docker service inspect` that are read here. */
interface Inspected {
  readonly ID: string;
  readonly Spec: { readonly Name: string; readonly TaskTemplate: unknown };
  readonly UpdateStatus?: SwarmService["update"];
}

/** The services of a stack, by name. */
export async function readServices(stack: string): Promise<ReadonlyMap<string, SwarmService>> {
  const filter = `label=com.docker.stack.namespace=${stack}`;
  const rows = await docker("service", "ls", "--filter", filter, "--format", "{{.Name}} {{.Replicas}}");
  const replicas = new Map(rows.map((row) => row.split(" ") as [string, string]));
  if (replicas.size === 0) return new Map();
  const inspected = JSON.parse(
    (await docker("service", "inspect", ...replicas.keys())).join("\n"),
  ) as Inspected[];
  return new Map(
    inspected.map(({ Spec: { Name: name, TaskTemplate }, UpdateStatus: update }) => {
      const [running = 0, wanted = 0] = (replicas.get(name) ?? "").split("/").map(Number);
      const release = JSON.stringify(TaskTemplate);
      return [name, { name, release, running, wanted, ...(update && { update }) }];
    }),
  );
}

/** What Swarm says of the tasks that failed last, a line each. */
export async function lastErrors(service: string): Promise<string[]> {
  const format = "{{.Name}} {{.Image}}: {{.Error}}";
  const rows = await docker("service", "ps", "--no-trunc", "--format", format, service);
  return rows.filter((row) => !row.endsWith(": ")).slice(0, 3);
}

/** What a task, or a task of a service, logged last. */
export async function lastLines(taskOrService: string): Promise<string[]> {
  const args = ["service", "logs", "--raw", "--tail", "5", taskOrService];
  const { all } = await execa("docker", args, { all: true, reject: false, timeout: 10_000 });
  return (all ?? "").split("\n").slice(-5);
}

async function docker(...args: string[]): Promise<string[]> {
  const { stdout } = await execa("docker", args);
  return stdout.split("\n").filter(Boolean);
}

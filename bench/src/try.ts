import { CONTESTANTS } from "./contestants.ts";
import { customersOf } from "./customers.ts";
import { load } from "./load.ts";
import { cpuTime, stopAll, memoryOf } from "./processes.ts";
import { bringUp } from "./stand.ts";
import { median } from "@shop/lab/statistics.ts";
const n = Number(process.argv[2] ?? 5), per = Number(process.argv[3] ?? 4000), only = process.argv[4];
const stands = [];
for (const c of CONTESTANTS) { if (only && !only.split(",").includes(c.name)) continue; const s = await bringUp(c); console.log(c.name, (await memoryOf(s.pids.replicas[0]!) / 1e6).toFixed(1)); stands.push({ s, customers: await customersOf(s.urls.direct, 256) }); }
const out: Record<string, any[]> = {};
for (let i = 0; i < n + 1; i++) for (const { s, customers } of stands) for (const via of ["direct", "nginx"] as const) for (const kind of ["get", "change"] as const) {
  const own = process.cpuUsage(); const before = [await cpuTime(s.pids.replicas), await cpuTime(s.pids.nginx)];
  const l = await load(s.urls[via], kind, customers, per);
  const after = [await cpuTime(s.pids.replicas), await cpuTime(s.pids.nginx)]; const mine = process.cpuUsage(own);
  if (i) (out[`${s.name} ${via} ${kind}`] ??= []).push([(after[0]! - before[0]!) / per, (after[1]! - before[1]!) / per, (mine.user + mine.system) / per, per / l.seconds, l.wrong, l.latency.p50, l.latency.p99]);
}
for (const [k, v] of Object.entries(out)) console.log(k.padEnd(40), ["cpu", "nginx", "gen", "rps", "wrong", "p50", "p99"].map((h, i) => `${h} ${median(v.map((x) => x[i])).toFixed(1)}`).join("  "));
await stopAll(); process.exit(0);

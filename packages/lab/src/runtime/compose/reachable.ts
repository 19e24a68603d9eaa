import { connect } from "node:net";
import type { Member } from "../runtime.ts";

const TIMEOUT_MILLISECONDS = 1000;

/** Whether a container's address leads to it from here. It does not where Docker runs in a virtual machine, as Docker Desktop does. */
export function isReachable({ address }: Pick<Member, "address">): Promise<boolean> {
  if (process.platform !== "linux" || address === null) return Promise.resolve(false);
  const [host, port] = address.split(":");
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port: Number(port), timeout: TIMEOUT_MILLISECONDS });
  socket.once("connect", () => resolve(true));
  // nothing listens yet in a container that refuses
  socket.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "ECONNREFUSED"));
  socket.once("timeout", () => resolve(false));
  return promise.finally(() => socket.destroy());
}

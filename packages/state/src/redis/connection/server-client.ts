import { createClient } from "redis";
import { scripts } from "../scripts.ts";
import type { Target } from "./address.ts";
import { COMMAND_OPTIONS, serverOptions } from "./options.ts";

/** The client of node-redis for one server. */
export type ServerClient = ReturnType<typeof newClient>;

export function newClient(target: Target) {
  const options = serverOptions(target);
  const { database, nodes } = target;
  return createClient({
    ...options,
    database,
    scripts,
    commandOptions: COMMAND_OPTIONS,
    socket: { ...options.socket, ...nodes[0] },
  });
}

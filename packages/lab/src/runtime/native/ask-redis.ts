import { once } from "node:events";
import { connect } from "node:net";

/** What the Redis on this port says to one command (its inline form, without spaces in arguments); rejects without an answer within a second. */
export async function askRedis(port: number, command: string, host = "127.0.0.1"): Promise<string> {
  const socket = connect({ port, host });
  socket.setTimeout(1000, () => socket.destroy(new Error("no answer in time")));
  try {
    socket.write(`${command}\r\n`);
    const [reply] = await once(socket, "data");
    return String(reply);
  } finally {
    socket.destroy();
  }
}

/** Whether it has loaded its data and takes commands. */
export async function redisAnswers(port: number): Promise<boolean> {
  const reply = await askRedis(port, "PING").catch(() => "");
  return reply.startsWith("+PONG");
}

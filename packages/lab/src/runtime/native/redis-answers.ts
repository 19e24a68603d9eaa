import { once } from "node:events";
import { connect } from "node:net";

/** Whether a Redis on this loopback port says PONG: it has loaded its data and takes commands. */
export async function redisAnswers(port: number): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.setTimeout(1000, () => socket.destroy(new Error("no answer in time")));
  try {
    socket.write("PING\r\n");
    const [reply] = await once(socket, "data");
    return String(reply).startsWith("+PONG");
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

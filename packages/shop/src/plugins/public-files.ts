import { createHash } from "node:crypto";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import { joinStyleSheets } from "@shop/style";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { empty, file, problem } from "../api/route-description.ts";
import { STYLE_SHEETS } from "../style-sheets.ts";

const CACHE = "public, max-age=3600";

const unchanged = { 304: empty("The client has it already") };
const picture = {
  summary: "A picture; `file` may have slashes in it",
  response: {
    ...unchanged,
    200: file("The picture", "image/svg+xml"),
    206: file("The part that the header Range asks for", "image/svg+xml"),
    404: problem("There is no such file"),
    412: problem("The picture is not the one that If-Match or If-Unmodified-Since asks for"),
    416: problem("The picture has no such range"),
  },
};
const styles = {
  summary: "The style sheet of all pages",
  response: { ...unchanged, 200: file("The style sheet", "text/css") },
};

/** Serves pictures under /public/ and, joined as /public/styles.css, the style sheets of the shop and its extensions. */
export const publicFiles = fp(
  async (app: FastifyInstance, { styleSheets }: { styleSheets: readonly string[] }) => {
    await app.register(async (pictures) => {
      pictures.addHook("onRoute", (route) => {
        route.config = { ...route.config, api: picture };
      });
      await pictures.register(staticFiles, {
        root: join(import.meta.dirname, "..", "public"),
        prefix: "/public/",
        cacheControl: false,
        setHeaders: (reply, path) => {
          reply.header("cache-control", CACHE);
          if (path.endsWith(".svg")) reply.header("content-type", "image/svg+xml; charset=utf-8");
        },
      });
    });

    // one file, so that a page waits for one request before it is drawn, however many parts its style has
    const css = joinStyleSheets([...STYLE_SHEETS, ...styleSheets]);
    const etag = `W/"${createHash("sha256").update(css).digest("base64url")}"`;
    app.get("/public/styles.css", { config: { api: styles } }, (request, reply) => {
      reply.header("cache-control", CACHE).header("etag", etag);
      if (request.headers["if-none-match"] === etag) return reply.code(304).send();
      return reply.type("text/css; charset=utf-8").send(css);
    });
  },
);

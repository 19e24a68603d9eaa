/** An answer of the shop. `text` is what a person sees of a page: no tags, entities decoded, spaces collapsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The media type without parameters; empty where there is no body. */
  readonly type: string;
  readonly location: string | null;
  readonly body: string;
  readonly text: string;
  readonly setCookies: readonly string[];
  json<T = unknown>(): T;
}

/** Resolves when the whole body has arrived. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const body = await response.text();
  return {
    status,
    headers,
    type: headers.get("content-type")?.split(";")[0] ?? "",
    location: headers.get("location"),
    body,
    text: visibleText(body),
    setCookies: headers.getSetCookie(),
    json: () => JSON.parse(body),
  };
}

function visibleText(html: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return html
    .replaceAll(/<\/?(a|b|em|span|strong)\b[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => named[name] ?? entity)
    .replaceAll(/\s+/g, " ");
}

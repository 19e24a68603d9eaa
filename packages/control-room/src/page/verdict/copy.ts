/** What became of a copy: it is in the clipboard, or in a file where the browser does not let the page write to the clipboard. */
export type Copied = "copied" | "saved";

/** Copies a text; where that is not allowed, saves it as a file. */
export function copyText(text: string, fileName: string): Promise<Copied> {
  return copyOrSave("text/plain", Promise.resolve(new Blob([text], { type: "text/plain" })), fileName);
}

/** Copies a canvas as a PNG picture; where that is not allowed, saves it as a file. */
export function copyPicture(canvas: HTMLCanvasElement, fileName: string): Promise<Copied> {
  const drawn = new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The canvas has no picture."))), PNG);
  });
  return copyOrSave(PNG, drawn, fileName);
}

const PNG = "image/png";

async function copyOrSave(type: string, content: Promise<Blob>, fileName: string): Promise<Copied> {
  try {
    // the promise, because some browsers no longer allow it once the page has waited after the click
    await navigator.clipboard.write([new ClipboardItem({ [type]: content })]);
    return "copied";
  } catch {
    save(await content, fileName);
    return "saved";
  }
}

function save(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

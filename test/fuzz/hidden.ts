/** A value that nothing may show where it stands under the name of a secret. */
export const HIDDEN = "Vk7qXw2mHidden";

/** Under this name it is one, whatever stands around it: `ansible_password=`, `ansible_password: "`, `"ansible_password": "`. */
const KEPT = new RegExp(String.raw`(?<![\w.-])(["']?)ansible_password\1[ ]?[:=][ ]?["']?${HIDDEN}`, "g");

/** Whether the value stands in a text, and nowhere but under its name. */
export function isHiddenIn(text: string): boolean {
  return text.includes(HIDDEN) && !text.replaceAll(KEPT, "").includes(HIDDEN);
}

/** Throws where some words hold it. */
export function checkHidden(words: string): void {
  if (words.includes(HIDDEN)) throw new Error(`a secret is shown: ${JSON.stringify(words.slice(0, 600))}`);
}

/** The text of the page's one script element. Written by scripts/page.ts from the files of client/. */
export const script: string;
/** The text of its one style element. Written by scripts/page.ts from page.css. */
export const style: string;

/** Expressions for a page, each giving what is wrong as a list of sentences; empty where nothing is. */

/** Names, references, landmarks and heads of tables: WCAG 2.2, 1.3.1, 2.4.1, 4.1.2. */
export const NAMELESS = `(() => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ids = all("[id]").map(({ id }) => id);
  if (new Set(ids).size < ids.length) wrong.push("an id stands twice");
  for (const attribute of ["aria-labelledby", "aria-describedby", "for"])
    for (const element of all("[" + attribute + "]"))
      if (!ids.includes(element.getAttribute(attribute))) wrong.push(attribute + " leads nowhere: " + element.outerHTML.slice(0, 80));
  for (const link of all('a[href^="#"]')) if (!ids.includes(link.getAttribute("href").slice(1))) wrong.push("a link leads nowhere: " + link.textContent);
  for (const name of ["main", "header", "nav", "footer", "h1"]) if (all(name).length !== 1) wrong.push("not one " + name);
  if (document.documentElement.lang !== "en") wrong.push("no language");
  for (const head of all("table th")) if (!["col", "row"].includes(head.scope)) wrong.push("a head of nothing: " + head.textContent);
  for (const table of all("table")) if (table.tHead === null) wrong.push("a table without a head");
  for (const section of all("section, nav, dialog, [role=region]"))
    if (!section.hasAttribute("aria-label") && !section.hasAttribute("aria-labelledby")) wrong.push("a nameless " + section.tagName);
  for (const input of all("input")) if (input.labels.length === 0) wrong.push("a nameless input");
  for (const button of all("button")) if (button.textContent.trim() === "") wrong.push("a nameless button");
  for (const picture of all("svg, canvas"))
    if (picture.getAttribute("aria-hidden") !== "true" && !picture.hasAttribute("aria-label")) wrong.push("a nameless picture");
  for (const frame of all(".scroll, .table")) if (frame.tabIndex !== 0) wrong.push("scrolls without the keyboard");
  const levels = all("h1, h2, h3, h4").map(({ tagName }) => Number(tagName[1]));
  levels.forEach((level, at) => { if (at > 0 && level > levels[at - 1] + 1) wrong.push("a level of headings is left out"); });
  return wrong;
})()`;

/** Texts that stand out too little from what they stand on: WCAG 2.2, 1.4.3, with its formula of relative luminance. */
export const PALE = `(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const wrong = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === "" || element.closest("script, style, noscript") !== null) continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const colour = parts(element.namespaceURI.endsWith("svg") ? style.fill : style.color);
    const [a, b] = [luminance(colour), luminance(ground(element))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) wrong.add(element.tagName + " " + element.className + " " + ratio.toFixed(2) + ": " + node.data.slice(0, 30));
  }
  return [...wrong];
})()`;

/**
 * Whether a name fits a pattern in which `*` stands for any characters and `?` for one. Both are expected in lower
 * case. Takes time in proportion to both lengths, whatever the pattern.
 */
export function fits(name: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    if (pattern[next] === "*") {
      star = next;
      next += 1;
      resume = at;
    } else if (pattern[next] === "?" || pattern[next] === name[at]) {
      next += 1;
      at += 1;
    } else if (star !== -1) {
      next = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern[next] === "*") next += 1;
  return next === pattern.length;
}

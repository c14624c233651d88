/** Whether a program is named by a path from the working directory, where a stranger's repository may have put it. */
export function dependsOnFolder(program: string): boolean {
  return /[\\/]/.test(program) && !/^(?:~?\/|[A-Za-z]:[\\/]|\\\\)/.test(program);
}

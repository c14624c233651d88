/** The line by which a script is run: about_PowerShell_exe, and `cmd /?` for what stands around it. */

/** PowerShell as it is called; errors come as text, where an encoded command would make them CLIXML. */
export const POWERSHELL = "powershell.exe -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand";

/**
 * A line for cmd.exe. Code page 65001 makes output UTF-8. winrm-client tells no exit code, so the line writes it itself,
 * behind all output and a word that no script can know; `/v:on` has `!errorlevel!` looked up when it is due.
 */
export function commandLine(script: string, word: string): string {
  const encoded = Buffer.from(script, "utf16le").toString("base64");
  return `cmd /v:on /c "chcp 65001 >nul & ${POWERSHELL} ${encoded} & echo ${word} !errorlevel!"`;
}

/** What `echo` wrote at the end: the exit code, and where its line begins. Null where it is not there. */
export function readExitCode(output: string, word: string): { readonly exitCode: number; readonly at: number } | null {
  const at = output.lastIndexOf(`${word} `);
  const [, code] = (at === -1 ? null : /^ (-?\d{1,10})\s*\r?\n/.exec(output.slice(at + word.length))) ?? [];
  return code === undefined ? null : { exitCode: Number(code), at };
}

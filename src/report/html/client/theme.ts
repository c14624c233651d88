/**
 * Lets the reader choose the colours; `onChange` is told whenever they are others, by choice or by the system. Paper is
 * light, whatever was chosen.
 */
export function chooseTheme(onChange: () => void): void {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input[name="theme"]')];
  const apply = (theme: string) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    onChange();
  };
  const chosen = () => apply(inputs.find(({ checked }) => checked)?.value ?? "auto");
  for (const input of inputs) input.addEventListener("change", chosen);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  window.addEventListener("beforeprint", () => apply("light"));
  window.addEventListener("afterprint", chosen);
}

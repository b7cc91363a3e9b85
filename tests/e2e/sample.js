const log = document.querySelector("#log");
const dialog = document.querySelector("dialog");
const say = text => { log.textContent += `[${text}]`; };
document.querySelector("#add").addEventListener("click", () => {
  say("clicked");
  localStorage.count = Number(localStorage.count ?? 0) + 1;
  dialog.showModal();
});
dialog.querySelector("button").addEventListener("click", () => {
  dialog.close();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["naïve\n"]));
  link.download = "out.txt";
  link.click();
});
document.addEventListener("keydown", e => {
  if (["Shift", "Control", "Alt"].includes(e.key)) return;
  say(`${e.ctrlKey ? "C-" : ""}${e.shiftKey ? "S-" : ""}${e.key}`);
});
document.querySelector("#files").addEventListener("change", async e => {
  for (const file of e.target.files) say(`${file.name}: ${await file.text()}`);
});
const zone = document.querySelector("#zone");
zone.addEventListener("dragover", e => e.preventDefault());
zone.addEventListener("drop", async e => {
  for (const file of e.dataTransfer.files) say(`${file.name}: ${await file.text()}`);
});
document.addEventListener("mouseup", e => {
  if (!e.target.closest("#text")) return;
  say(`selected ${JSON.stringify(String(getSelection()).replace(/\s+/g, " "))}${e.altKey ? " alt" : ""}`);
});

/**
 * The page's only script: names the cell under the pointer of a heat map. Everything that it says can be read without it, from
 * the tables that were delivered with the report.
 */
export const TOOLTIP_SCRIPT = `
(() => {
  const images = document.querySelectorAll(".heat-image");
  if (images.length === 0) return;
  const { picture } = JSON.parse(document.getElementById("report").textContent);
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const words = (kind) => kind.replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase());
  const kinds = [...images].map((image) => image.dataset.kind);
  const text = (value) => (value === null || value === undefined ? "not observed" : String(value));
  for (const image of images) {
    image.addEventListener("pointermove", (event) => {
      const box = image.getBoundingClientRect();
      const place = (at, size, count) => Math.min(count - 1, Math.max(0, Math.floor((at / size) * count)));
      const i = place(event.clientY - box.top, box.height, picture.rowLabels.length);
      const j = place(event.clientX - box.left, box.width, picture.columnLabels.length);
      tip.textContent = [picture.rowLabels[i] + ", " + picture.columnLabels[j]]
        .concat(kinds.map((kind) => words(kind) + ": " + text(picture[kind][i][j]))).join("\\n");
      tip.hidden = false;
      const left = Math.min(event.pageX + 14, scrollX + document.documentElement.clientWidth - tip.offsetWidth - 8);
      tip.style.left = Math.max(8, left) + "px";
      tip.style.top = event.pageY + 14 + "px";
    });
    image.addEventListener("pointerleave", () => { tip.hidden = true; });
  }
})();
`;

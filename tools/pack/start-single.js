{
  const block = document.getElementById("program");
  const packed = Uint8Array.from(atob(block.textContent), letter => letter.charCodeAt(0));
  block.remove();
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  await __wbg_init({ module_or_path: await new Response(unpacked).arrayBuffer() });
}

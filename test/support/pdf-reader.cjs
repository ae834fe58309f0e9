/** Reads a PDF from standard input by pdf.js, a program that shares nothing with ours, and says as JSON what is in it. */
async function read() {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const pdf = await getDocument({ data: new Uint8Array(Buffer.concat(chunks)), verbosity: 1 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    pages.push({
      items: items.map(({ str, transform, width }) => ({
        text: str,
        x: transform[4],
        y: transform[5],
        width,
      })),
      annotations: (await page.getAnnotations()).length,
    });
  }
  const [{ info }, scripts] = [await pdf.getMetadata(), await pdf.getJSActions()];
  process.stdout.write(JSON.stringify({ info, scripts, pages }));
}

void read();

/** Ends the server and deletes its directory. */
async function tearDown(): Promise<void> {
  await globalThis.testServer?.stop();
}

export = tearDown;

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (text: string) => string }): unknown;
}

/**
 * The one policy of Trusted Types. Mantine writes its style sheets as the markup of `<style>` elements; what could open a tag is
 * no style sheet and is refused, so no text of an event ever becomes an element (A8).
 */
export function installTrustedTypes(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  trustedTypes?.createPolicy('default', {
    createHTML: (text) => {
      if (/<[a-z!/?]/i.test(text)) throw new TypeError('Markup is not allowed here.');
      return text;
    },
  });
}

/** The nonce of this page, which styles need; also for `react-remove-scroll`, which looks for webpack's name. */
export function readNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  Object.assign(globalThis, { __webpack_nonce__: nonce });
  return nonce;
}

import { visible } from './visible';

describe('a text made visible', () => {
  it.each([
    [
      'plain text, ünïcode, שלום, 文, 😀, e\u0301, \u200d\u200f',
      'plain text, ünïcode, שלום, 文, 😀, e\u0301, \u200d\u200f',
    ],
    ['a\tb\r\nc', 'a⇥b⟨U+000D⟩↵\nc'],
    ['\u001b[2J\u0000\u007f\u009b', '⟨U+001B⟩[2J⟨U+0000⟩⟨U+007F⟩⟨U+009B⟩'],
    ['\u202a\u202e\u2066\u2069\u2028\u2029', '⟨U+202A⟩⟨U+202E⟩⟨U+2066⟩⟨U+2069⟩⟨U+2028⟩⟨U+2029⟩'],
    ['\ud800x\udfff', '⟨U+D800⟩x⟨U+DFFF⟩'],
    ['\uffff\ufdd0\u{1fffe}', '⟨U+FFFF⟩⟨U+FDD0⟩⟨U+1FFFE⟩'],
  ])('shows what would act: %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

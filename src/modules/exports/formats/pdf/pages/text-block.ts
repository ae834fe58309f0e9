import { UNITS } from '../fonts/typeface';
import { breakLines, widthOf } from '../text/break-lines';
import type { Typesetter, Weight } from '../text/typesetter';
import { visible } from '../text/visible';
import type { Line } from './content';

/** How text looks: size in tenths of a point. */
export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly grey?: boolean;
}

/** A text in lines no wider than `width` tenths of a point. */
export function linesOf(typesetter: Typesetter, text: string, width: number, style: Style): Line[] {
  const weight = style.weight ?? 'regular';
  const room = (width * UNITS) / style.size;
  return breakLines(visible(text), room, typesetter.face(weight)).map((line) => ({
    pieces: typesetter.pieces(line, weight),
    grey: style.grey,
  }));
}

/** One line, ended by an ellipsis where it would be wider. */
export function oneLine(typesetter: Typesetter, text: string, width: number, style: Style): Line {
  const weight = style.weight ?? 'regular';
  const room = (width * UNITS) / style.size;
  const face = typesetter.face(weight);
  const shown = visible(text).replaceAll('\n', '');
  const [first = '', ...more] = breakLines(shown, room - face.advanceOf(0x2026), face);
  const whole = more.length === 0 || widthOf(shown, face) <= room ? shown : `${first.trimEnd()}…`;
  return { pieces: typesetter.pieces(whole, weight), grey: style.grey };
}

/** In tenths of a point. */
export const widthIn = (typesetter: Typesetter, text: string, style: Style): number =>
  (widthOf(text, typesetter.face(style.weight ?? 'regular')) * style.size) / UNITS;

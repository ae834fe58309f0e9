/** A patient of the demo: made of two lists of words, so that nobody takes one for a person. */
export interface Patient {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

const GIVEN =
  'Alder Basil Briar Cedar Clover Coral Dahlia Ember Fennel Fern Flint Garnet Hazel Heath Indigo Iris Ivy Jasper Juniper Lark Laurel Linden Lotus Maple Marigold Meadow Opal Pearl Poppy Robin Rowan Rue Sage Sorrel Tansy Thyme Violet Willow Wren Yarrow'.split(
    ' ',
  );
const FAMILY =
  'Applecart Bramblewick Candlemere Dovetail Eiderdown Foxglove Gingerbread Hollowell Inkwell Jellicoe Kettlewell Lanternby Marmalade Nightjar Oatcake Pepperpot Quillfeather Rainwater Sandalwood Teaspoon Umberland Velveteen Whistlestop Yellowhammer Zephyrine'.split(
    ' ',
  );

/** Patient number `n` of a clinic, from 0. */
export function patientOf(n: number): Patient {
  const given = GIVEN[(n * 7) % GIVEN.length] as string;
  const family = FAMILY[(n * 3 + Math.floor(n / GIVEN.length)) % FAMILY.length] as string;
  return {
    id: `P-${String(10_000 + ((n * 7_919) % 90_000))}`,
    name: `${given} ${family}`,
    email: `${given}.${family}@patients.example`.toLowerCase(),
  };
}

/** How many a clinic has. */
export const PATIENTS = 640;

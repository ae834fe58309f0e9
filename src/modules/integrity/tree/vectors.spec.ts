import { edgeOf, grow, rootOf } from './growth';
import { EMPTY_ROOT, hashLeaf } from './hash';
import { planConsistency, planInclusion } from './proofs';
import { tileKey } from './tiles';

/**
 * The test data of Certificate Transparency's reference implementation (certificate-transparency/cpp/merkletree/merkle_tree_test.cc; also
 * transparency-dev/merkle testonly/constants.go, usbarmory and others): eight leaves, and the roots over the first n of them.
 */
const DATA = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAF_HASHES = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
  '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658',
  'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1',
];

/** transparency-dev/merkle, testdata/inclusion/{1,2,3,4}/happy-path.json: leaf, size, proof. */
const INCLUSION: [number, number, string[]][] = [
  [
    0,
    8,
    [
      'lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=',
      'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
      'a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=',
    ],
  ],
  [
    5,
    8,
    [
      'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=',
      'yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=',
      '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
    ],
  ],
  [2, 3, ['+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=']],
  [
    1,
    5,
    [
      'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=',
      'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
      'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=',
    ],
  ],
];

/** transparency-dev/merkle, testdata/consistency/{1,2,3,4}/happy-path.json: both sizes, proof. */
const CONSISTENCY: [number, number, string[]][] = [
  [
    1,
    8,
    [
      'lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=',
      'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
      'a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=',
    ],
  ],
  [
    6,
    8,
    [
      'DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=',
      'yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=',
      '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
    ],
  ],
  [2, 5, ['Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=', 'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=']],
  [
    6,
    7,
    [
      'DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=',
      'sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=',
      '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
    ],
  ],
];

describe('the vectors of RFC 6962 and of other projects', () => {
  const leaves = DATA.map((hex) => hashLeaf(Buffer.from(hex, 'hex')));
  const { changed } = grow(0, new Map(), Buffer.concat(leaves));
  const tiles = new Map(changed.map((tile) => [tileKey(tile), tile.hashes]));
  const inBase64 = (proof: Buffer[]): string[] => proof.map((hash) => hash.toString('base64'));

  it('have these leaves', () => {
    expect(leaves.map((leaf) => leaf.toString('hex'))).toEqual(LEAF_HASHES);
    expect(EMPTY_ROOT.toString('hex')).toBe(ROOTS[0]);
  });

  it.each(ROOTS.map((root, size) => ({ root, size })))('have this root of $size leaves', ({ root, size }) => {
    expect(rootOf(size, tiles).toString('hex')).toBe(root);
    expect(edgeOf(size)).toHaveLength(size === 0 ? 0 : 1);
    expect(grow(0, new Map(), Buffer.concat(leaves.slice(0, size))).size).toBe(size);
  });

  it.each(INCLUSION)('prove leaf %i in the tree of %i so', (index, size, proof) => {
    const plan = planInclusion(index, size);
    expect(inBase64(plan.proof(tiles))).toEqual(proof);
    expect(plan.leaf(tiles).toString('hex')).toBe(LEAF_HASHES[index]);
  });

  it.each(CONSISTENCY)('prove that the tree of %i is the beginning of that of %i so', (from, to, proof) => {
    expect(inBase64(planConsistency(from, to).proof(tiles))).toEqual(proof);
  });
});

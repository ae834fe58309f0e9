import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { at } from './paths.mjs';

/**
 * Makes the block list of passwords from how people make them: common words and names, doubled, joined, with years and
 * runs of digits; walks over the keyboard; what repeats. Lower case, from 12 characters (shorter ones are refused anyway).
 * Deterministic, so that the list can be made again: node config/tooling/common-passwords.mjs
 */
const LEAST = 12;

const words =
  `password passwort passw0rd p@ssword p@ssw0rd pa55word secret letmein welcome iloveyou loveyou admin administrator
 root login master superman batman spiderman starwars pokemon football baseball basketball soccer hockey liverpool arsenal chelsea
 barcelona manchester princess sunshine butterfly chocolate computer internet whatever dragon monkey shadow michael jennifer jessica
 jordan ashley daniel andrew joshua matthew anthony robert william thomas charlie george nicole amanda michelle samantha elizabeth
 hannah sophie olivia emma alexander christopher benjamin victoria alexandra patricia richard jonathan stephanie natalie madison
 january february march april may june july august september october november december monday tuesday wednesday thursday friday
 saturday sunday spring summer autumn winter london paris berlin newyork chicago boston dallas houston texas florida california
 america england germany france canada australia freedom forever family mother father sister brother babygirl babyboy angel heaven
 jesus christ godisgood blessed trustno1 changeme change temporary temp default guest test testing tester service server system
 database oracle microsoft windows google facebook instagram twitter linkedin youtube amazon apple samsung android iphone qwerty
 qwertyuiop azerty qwertz asdfgh asdfghjkl zxcvbnm qazwsx 1q2w3e4r 1qaz2wsx zaq12wsx abc123 abcdef abcd1234 access security secure
 private public company office business manager employee hospital clinic doctor nurse patient medical medicine health healthcare
 pharmacy dental emergency audit auditor auditlog daybook logbook journal compliance support helpdesk backup cisco ubuntu linux
 mustang corvette ferrari porsche mercedes harley yamaha honda toyota purple orange yellow silver golden diamond flower rainbow
 cookie cheese banana pepper ginger summertime sunflower kitten puppy tigger snoopy garfield mickey minnie donald bailey buster
 maggie sophia lovely sweetheart honey killer hunter ranger soldier warrior phoenix wizard matrix metallica nirvana slipknot
 eminem beatles guitar player gaming gamer minecraft fortnite naruto zelda mario sonic yankees cowboys steelers packers lakers
 eagles redskins raiders liverpoolfc realmadrid juventus ronaldo messi beckham maradona`.split(/\s+/);

const most = words.slice(0, 120);
const endings = [
  '!',
  '!!',
  '!!!',
  '.',
  '?',
  '#',
  '@',
  '*',
  '$',
  '1',
  '1!',
  '12',
  '123',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '123!',
  '1234!',
  '123456!',
  '111',
  '1111',
  '111111',
  '321',
  '654321',
  '007',
  '69',
  '666',
  '777',
  '2000',
];
const years = Array.from({ length: 51 }, (_, n) => String(1980 + n));
const phrases =
  `correcthorsebatterystaple|thequickbrownfox|thequickbrownfoxjumpsoverthelazydog|the quick brown fox|to be or not to be|tobeornottobe
 |maytheforcebewithyou|may the force be with you|letmeinplease|let me in please|iloveyousomuch|i love you so much|iloveyouforever|ihatepasswords
 |i hate passwords|idontknow1234|thisismypassword|this is my password|mypasswordis123|my password is password|passwordpassword|password password
 |nopassword123|nomorepasswords|trustnobody123|opensesame123|open sesame please|changemeplease|change me please|changethispassword
 |pleasechangeme|defaultpassword|temporarypassword|initialpassword|administratorpassword|welcomewelcome|welcome to daybook|welcometodaybook
 |allyourbasearebelongtous|all your base are belong to us|neversaynever|never gonna give you up|nevergonnagiveyouup|hello darkness my old friend
 |onceuponatime|once upon a time|godblessamerica|god bless america|inthebeginning|jesuslovesme|jesus loves me|imthebest1234|iamthebest1234
 |whatsmypassword|what is my password|forgotmypassword|i forgot my password|letmeinletmein|youshallnotpass|you shall not pass|winteriscoming
 |winter is coming|onering torulethemall|oneringtorulethemall|callmeishmael|call me ishmael|humptydumpty|twinkletwinkle|happybirthday|happy birthday to you
 |merrychristmas|merry christmas|happynewyear|happy new year|hellohellohello|helloworldhello|hello world hello|goodmorning123|goodnight1234`
    .split('|')
    .map((each) => each.trim().replace(/\s*\n\s*/g, ' '));

const rows = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'zaq12wsxcde34rfvbgt56yhn',
  '!@#$%^&*()',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiop[]asdfghjkl',
  '0987654321',
  'poiuytrewq',
  'lkjhgfdsa',
  'mnbvcxz',
  'zyxwvutsrqponmlkjihgfedcba',
  '147258369',
  '159753',
  '789456123',
  '741852963',
];

const found = new Set();
const add = (text) => {
  const lower = text.normalize('NFC').toLowerCase();
  if (lower.length >= LEAST && lower.length <= 40) found.add(lower);
};

for (const phrase of phrases) {
  add(phrase);
  for (const ending of endings) add(phrase + ending);
}
for (const word of words) {
  for (let times = 2; times <= 4; times++) add(word.repeat(times));
  for (const ending of endings) {
    add(word + ending);
    add(ending + word);
  }
  for (const year of years) {
    add(word + year);
    add(year + word);
    for (const ending of ['!', '1', '123']) add(word + year + ending);
  }
}
for (const first of most) for (const second of most) add(first + second);
for (const row of rows) {
  const long = row.repeat(4);
  for (let from = 0; from < row.length; from++)
    for (let length = LEAST; length <= 24; length++) add(long.slice(from, from + length));
  for (const other of rows) for (const ending of ['', ...endings.slice(0, 12)]) add(row + other + ending);
}

const lines = [...found].sort();
writeFileSync(
  at('src/modules/auth/passwords/common-passwords.txt.gz'),
  gzipSync(`${lines.join('\n')}\n`, { level: 9 }),
);
console.log(
  `${lines.length} passwords, ${lines.filter(({ length }) => length >= 15).length} of them of 15 characters or more`,
);

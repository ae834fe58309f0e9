import type { ExportFacts } from '../file-writer';
import type { Counts } from './counts';
import { rangeText, TITLE } from './cover/cover-texts';
import { OBJECT } from './file/page-numbers';
import type { PdfFile } from './file/pdf-file';
import { dateString, object, ref, textString } from './file/pdf-objects';
import { fontObjects } from './fonts/font-objects';
import { finalForms } from './forms';
import { FORM } from './pages/page-maker';
import type { Typesetter } from './text/typesetter';

/** Everything behind the pages but their tree: what is known at the end only, fonts, and where a reader begins. */
export function closingObjects(
  file: PdfFile,
  typesetter: Typesetter,
  facts: ExportFacts,
  counts: Counts,
): Map<number, Buffer> {
  const forms = finalForms(typesetter, { ...counts, pages: file.pages });
  const fonts = fontObjects(typesetter, file.firstNumberBehind);
  const shown = Object.entries(FORM).map(
    ([key, name]) => `/${name} ${ref(OBJECT[key as keyof typeof FORM])}`,
  );
  const title = `${TITLE}: ${facts.organization.name}, ${rangeText(facts)}`;
  return new Map([
    ...forms,
    ...fonts.objects,
    [
      OBJECT.resources,
      object(
        OBJECT.resources,
        `<</ProcSet [/PDF /Text]/Font <<${fonts.resources}>>/XObject <<${shown.join(' ')}>>>>`,
      ),
    ],
    [
      OBJECT.info,
      object(
        OBJECT.info,
        `<</Title ${textString(title)}/Subject ${textString(`Export ${facts.exportId}`)}/Producer ${textString('Daybook')}/CreationDate ${dateString(facts.requestedAt)}>>`,
      ),
    ],
    [
      OBJECT.catalog,
      object(
        OBJECT.catalog,
        `<</Type/Catalog/Pages ${ref(OBJECT.pages)}/Lang (en)/ViewerPreferences <</DisplayDocTitle true>>>>`,
      ),
    ],
  ]);
}

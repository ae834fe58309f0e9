import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { RetentionPolicyView, RetentionTerms } from '../../../retention/retention.contract';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { Outlook } from './outlook';
import { PendingChange } from './pending-change';
import { PolicyForm } from './policy-form';
import { PolicyPreviewPanel } from './policy-preview';
import { Rehoming } from './rehoming';
import classes from './retention.module.css';
import { differences, termsOf } from './terms';
import { Unsaved } from './unsaved';
import { usePolicy, usePreview } from './use-policy';
import { Versions } from './versions';

/** How long events are kept: what is in force, what waits to change it, and what another policy would do. */
export function PolicyTab() {
  const policy = usePolicy();
  return (
    <Loaded query={policy} permission="audit:read">
      {(view) => (
        <div className={page.page}>
          <PendingChange policy={view} />
          <Rehoming rehoming={view.rehoming} />
          <Editor key={view.version} policy={view} />
          <Versions current={view.version} />
        </div>
      )}
    </Loaded>
  );
}

/** While somebody types, the preview waits: each leaves an event. */
const PAUSE_MS = 700;

function Editor({ policy }: { policy: RetentionPolicyView }) {
  const known = termsOf(policy);
  const [draft, setDraft] = useState<RetentionTerms>(known);
  const whyNot = useWhyNot('retention:manage');
  const changes = differences(known, draft);
  const isChanged = changes.length > 0;
  const [asked] = useDebouncedValue(draft, PAUSE_MS);
  const preview = usePreview(asked, isChanged && asked === draft && whyNot === undefined);
  const found = isChanged && asked === draft ? preview.data : undefined;
  return (
    <>
      <div className={classes.halves}>
        <PolicyForm
          policy={policy}
          draft={draft}
          refusals={found?.refusals ?? []}
          whyNot={whyNot}
          onChange={setDraft}
        />
        {isChanged ? <PolicyPreviewPanel query={preview} preview={found} /> : <Outlook />}
      </div>
      {isChanged ? (
        <Unsaved
          policy={policy}
          draft={draft}
          changes={changes}
          preview={found}
          onDiscard={() => setDraft(known)}
        />
      ) : null}
    </>
  );
}

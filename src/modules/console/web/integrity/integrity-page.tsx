import { useState } from 'react';
import { useZone } from '../preferences/time-zone';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { AnchorsSection } from './anchors-section';
import { CapabilitySection } from './capability-section';
import { CheckpointList } from './checkpoint-list';
import { CheckpointSection } from './checkpoint-section';
import { CompareSection } from './compare-section';
import { FileSection } from './file-section';
import classes from './integrity.module.css';
import { Meaning } from './meaning';
import { Tiles } from './tiles';
import { useVerification } from './use-integrity';
import { VerificationSection } from './verification-section';
import { YourKey } from './your-key';

/** Whether the log is what was recorded, how that is known, and how to know it without us. */
export function IntegrityPage() {
  const verification = useVerification();
  const zone = useZone().name;
  const [older, setOlder] = useState('');
  return (
    <div className={page.page}>
      <Loaded query={verification} permission="audit:read">
        {(view) => (
          <>
            <Tiles verification={view} zone={zone} />
            <div className={classes.halves}>
              <div className={classes.half}>
                <VerificationSection view={view} zone={zone} />
                <CheckpointList zone={zone} onCompare={setOlder} />
                <AnchorsSection zone={zone} />
                <CapabilitySection zone={zone} />
              </div>
              <div className={classes.half}>
                <CheckpointSection zone={zone} />
                <CompareSection note={older} onNote={setOlder} />
                <div id="check-a-file">
                  <FileSection />
                </div>
                <YourKey />
                <Meaning />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

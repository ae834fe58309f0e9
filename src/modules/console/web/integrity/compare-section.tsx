import { Button, Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../preferences/moments';
import { FindingList } from '../ui/finding-list';
import { Notice } from '../ui/notice';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useCanCheck, useTrustedKey } from '../ui/trusted-key';
import { useAction } from '../ui/use-action';
import { compare, type Compared } from './compare';
import { Section } from './section';
import { useNewest } from './use-integrity';

interface Props {
  readonly note: string;
  readonly onNote: (note: string) => void;
}

/** That the log has only grown since a checkpoint that somebody kept. */
export function CompareSection({ note, onNote }: Props) {
  const { t } = useTranslation();
  const { key } = useTrustedKey();
  const [compared, setCompared] = useState<Compared | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { run, busy, problem } = useAction(async () => setCompared(await compare(note, key)));
  useEffect(() => {
    setCompared(null);
    if (note !== '') field.current?.focus();
  }, [note]);
  return (
    <Section title={t('integrity.compare.title')} lead={t('integrity.compare.lead')}>
      <Textarea
        ref={field}
        label={t('integrity.compare.field')}
        placeholder={t('integrity.compare.placeholder')}
        value={note}
        onChange={(event) => onNote(event.target.value)}
        rows={6}
        spellCheck={false}
        classNames={{ input: 'mono' }}
      />
      <CheckButton busy={busy} isEmpty={note.trim() === ''} onClick={() => void run()} />
      <ProblemNotice problem={problem} />
      {compared ? <Outcome compared={compared} /> : null}
    </Section>
  );
}

interface ButtonProps {
  readonly busy: boolean;
  readonly isEmpty: boolean;
  readonly onClick: () => void;
}

function CheckButton({ busy, isEmpty, onClick }: ButtonProps) {
  const { t } = useTranslation();
  const { data: able } = useCanCheck();
  const empty = isEmpty ? t('integrity.compare.empty') : undefined;
  const whyNot = able === false ? t('integrity.file.unable') : empty;
  return (
    <div className={page.actions}>
      <Button
        variant="default"
        size="xs"
        loading={busy}
        disabled={whyNot !== undefined}
        title={whyNot}
        onClick={onClick}
      >
        {t('integrity.compare.check')}
      </Button>
      {able === false ? <Text size="sm">{whyNot}</Text> : null}
    </div>
  );
}

function Outcome({ compared }: { compared: Compared }) {
  const { t } = useTranslation();
  const { data: newest } = useNewest();
  if (compared.kind === 'no-note') return <Notice kind="note" title={t('integrity.compare.noNote')} />;
  if (compared.kind === 'beyond') {
    const sizes = { size: number(compared.size), now: number(newest?.size ?? 0) };
    return (
      <Notice kind="bad" title={t('integrity.compare.beyond')}>
        <Text size="sm">{t('integrity.compare.beyondLead', sizes)}</Text>
      </Notice>
    );
  }
  const { ok, findings } = compared.checked;
  return (
    <>
      <Notice
        kind={ok ? 'good' : 'bad'}
        title={ok ? t('integrity.compare.grown') : t('integrity.compare.wrong')}
      />
      <FindingList findings={findings} />
    </>
  );
}

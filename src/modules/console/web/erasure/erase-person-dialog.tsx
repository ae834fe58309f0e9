import { Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  PersonView,
  SubjectErasurePreview,
  SubjectErasureView,
} from '../../../erasure/erasure.contract';
import { api } from '../api/api';
import { faultOf, type Problem } from '../api/problem';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { SmallButton } from '../ui/small-button';
import { TextField } from '../ui/text-field';
import { useAction } from '../ui/use-action';
import { AskedFor } from './asked-for';
import { ErasureForm, type Typed } from './erasure-form';
import { PersonPreview } from './person-preview';
import { personWords } from './person-words';
import { refreshErasures } from './refresh-erasures';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Forgets one person (GDPR, Art. 17): who they are is taken out of every event that says it. */
export function ErasePersonDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('erasures.personTitle')} size="xl">
      {opened ? <ErasePerson onDone={onClose} /> : null}
    </Dialog>
  );
}

interface Wish {
  readonly person: PersonView;
  readonly include_content: boolean;
}

interface Found {
  readonly wish: Wish;
  readonly preview: SubjectErasurePreview;
}

function ErasePerson({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [found, setFound] = useState<Found | null>(null);
  const [asked, setAsked] = useState<SubjectErasureView | null>(null);
  const look = useAction(async (wish: Wish) => {
    const preview = await api<SubjectErasurePreview>('POST', '/v1/subject-erasures/preview', { body: wish });
    setFound({ wish, preview });
  });
  if (asked) return <AskedFor erasure={asked} onDone={onDone} />;
  if (!found) return <WhoForm busy={look.busy} problem={look.problem} onLook={look.run} />;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Text fw={600} className="foreign">
          {personWords(found.wish.person)}
        </Text>
        <SmallButton onClick={() => setFound(null)}>{t('erasures.anotherPerson')}</SmallButton>
      </Group>
      <PersonPreview preview={found.preview} includesContent={found.wish.include_content} />
      <Asking
        key={found.preview.last_sequence}
        found={found}
        onAsked={setAsked}
        onAgain={() => void look.run(found.wish)}
      />
    </Stack>
  );
}

interface WhoProps {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onLook: (wish: Wish) => Promise<void>;
}

const NOBODY = { email: '', name: '', actorId: '', recordType: 'patient', recordId: '' };

/** What was left empty is not looked for. */
const personOf = ({ email, name, actorId, recordType, recordId }: typeof NOBODY): PersonView => ({
  ...(email.trim() === '' ? {} : { email: email.trim() }),
  ...(name.trim() === '' ? {} : { name: name.trim() }),
  ...(actorId.trim() === '' ? {} : { actor_id: actorId.trim() }),
  ...(recordId.trim() === '' ? {} : { record: { type: recordType.trim(), id: recordId.trim() } }),
});

const POINTERS = {
  email: 'person/email',
  name: 'person/name',
  actorId: 'person/actor_id',
  recordType: 'person/record/type',
  recordId: 'person/record/id',
} as const;

function WhoForm({ busy, problem, onLook }: WhoProps) {
  const { t } = useTranslation();
  const [who, setWho] = useState(NOBODY);
  const [content, setContent] = useState(false);
  const person = personOf(who);
  const isReady = Object.keys(person).length > 0;
  const field = (name: keyof typeof NOBODY, help?: string) => (
    <TextField
      label={t(`erasures.person.${name}`)}
      help={help}
      isOptional
      value={who[name]}
      error={faultOf(problem, POINTERS[name])}
      onChange={(value) => setWho({ ...who, [name]: value })}
    />
  );
  const run = (): Promise<void> => onLook({ person, include_content: content });
  return (
    <ActionForm action={{ busy, problem, run }} label={t('erasures.lookPerson')} isReady={isReady}>
      <Text size="sm">{t('erasures.personLead')}</Text>
      {field('email')}
      {field('name', t('erasures.person.nameHelp'))}
      {field('actorId', t('erasures.person.actorIdHelp'))}
      <Group grow align="flex-start">
        {field('recordType')}
        {field('recordId')}
      </Group>
      <Checkbox
        label={t('erasures.person.content')}
        description={t('erasures.person.contentHelp')}
        checked={content}
        onChange={(event) => setContent(event.target.checked)}
      />
      <Text size="sm" c="dimmed">
        {isReady ? null : t('erasures.person.none')}
      </Text>
    </ActionForm>
  );
}

interface AskingProps {
  readonly found: Found;
  readonly onAsked: (erasure: SubjectErasureView) => void;
  readonly onAgain: () => void;
}

function Asking({ found: { wish, preview }, onAsked, onAgain }: AskingProps) {
  const action = useAction(async ({ reason, count }: Typed) => {
    const body = {
      ...wish,
      reason,
      expected_count: count,
      last_sequence: preview.last_sequence,
      ...(preview.complete ? {} : { partial_search: true }),
    };
    onAsked(await api<SubjectErasureView>('POST', '/v1/subject-erasures', { body }));
    await refreshErasures();
  });
  return <ErasureForm preview={preview} action={action} onAgain={onAgain} />;
}

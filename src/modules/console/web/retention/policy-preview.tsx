import { Group, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PolicyPreview } from '../../../retention/retention.contract';
import { fullDay } from '../preferences/moments';
import { EventSamples } from '../ui/event-samples';
import { Loaded, Loading } from '../ui/loaded';
import { Notice } from '../ui/notice';
import page from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { PreviewNumbers } from './preview-numbers';

interface Props {
  readonly query: UseQueryResult<PolicyPreview>;
  /** Of the policy as it is written now; undefined while it is on its way. */
  readonly preview: PolicyPreview | undefined;
}

/** What the policy in the form would do, before anything is saved. */
export function PolicyPreviewPanel({ query, preview }: Props) {
  const { t } = useTranslation();
  return (
    <section className={`card ${page.section}`} aria-labelledby="preview" aria-busy={!preview}>
      <Group gap="xs" align="baseline">
        <Title order={2} id="preview">
          {t('retention.would')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('retention.wouldLead')}
        </Text>
      </Group>
      {preview ? (
        <Would preview={preview} />
      ) : query.isError ? (
        <Loaded query={query}>{() => null}</Loaded>
      ) : (
        <Loading />
      )}
    </section>
  );
}

function Would({ preview }: { preview: PolicyPreview }) {
  const { t } = useTranslation();
  return (
    <>
      {preview.refusals.length === 0 ? null : (
        <Notice kind="bad" title={t('retention.refused')}>
          {preview.refusals.map(({ pointer, detail }) => (
            <Text key={pointer} size="sm">
              {pointer.replace(/^\//, '')} {detail}
            </Text>
          ))}
        </Notice>
      )}
      <PreviewNumbers figures={preview} />
      {preview.samples === null || preview.samples.length === 0 ? null : (
        <EventSamples
          label={t('retention.samples', { count: preview.samples.length })}
          samples={preview.samples.map(({ event, held, expires_on: day }) => ({
            event,
            note: held ? (
              <Pill tone="warn">{t('retention.held')}</Pill>
            ) : (
              <span className={page.second}>{t('retention.goesOn', { day: fullDay(day, 'UTC') })}</span>
            ),
          }))}
        />
      )}
    </>
  );
}

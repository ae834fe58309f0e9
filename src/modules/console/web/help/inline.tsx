import { Anchor, Code } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

const MARK = /(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/;

/** Of the API or a file: not a page of the console. */
const isOutside = (address: string): boolean => /^\/(docs|verifier)(\/|$)/.test(address);

/** A text of the help with its code, stress and links. */
export function Inline({ text }: { text: string }) {
  return (
    <>
      {text.split(MARK).map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of one text, in their order
        <Part key={index} part={part} />
      ))}
    </>
  );
}

function Part({ part }: { part: string }): ReactNode {
  const [, words, address] = /^\[(.+)\]\((.+)\)$/.exec(part) ?? [];
  if (words !== undefined && address !== undefined)
    return isOutside(address) ? (
      <Anchor href={address} underline="always">
        {words}
      </Anchor>
    ) : (
      <Anchor component={Link} to={address} underline="always">
        {words}
      </Anchor>
    );
  if (part.startsWith('**')) return <strong>{part.slice(2, -2)}</strong>;
  return part.startsWith('`') ? <Code>{part.slice(1, -1)}</Code> : part;
}

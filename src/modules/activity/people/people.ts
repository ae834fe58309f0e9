import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { AuditRecorder } from '../../audit/audit.recorder';
import { narrow } from './circle';
import { Frames, type ActivityQuestion, type Frame } from './frames';
import type { Person } from './person';

/** Questions about one person. */
@Injectable()
export class People {
  constructor(
    private readonly frames: Frames,
    private readonly recorder: AuditRecorder,
  ) {}

  /**
   * `id` is theirs, or an e-mail address, or `me`. Whom they looked at stands in the event of the request (S3-13).
   * @throws DaybookError `user.not_found`, the same whether there is nobody or nobody whom they may see (A1)
   */
  one<T>(
    id: string,
    question: ActivityQuestion,
    work: (person: Person, frame: Frame) => Promise<T>,
  ): Promise<T> {
    const wanted = id === 'me' ? (currentPrincipal().accountId ?? id) : id;
    this.recorder.describe({ resource: { type: 'user', id: wanted } });
    return this.frames.over({ ...question, user: [wanted] }, async (frame) => {
      const { people } = frame.circle;
      const person = people.find((one) => one.id === wanted) ?? people[0];
      if (!person) throw notFound('user');
      this.recorder.describe({ resource: { type: 'user', id: person.id, name: person.name } });
      return work(person, { ...frame, circle: narrow(person) });
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DAY_MS, MINUTE_MS } from '../../../../platform/clock/clock';
import { MailOutbox } from '../../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../../platform/platform.tokens';
import type { Settings } from '../../../../platform/settings';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import { Accounts } from '../../../auth/auth.accounts';
import { Membership } from '../../../organizations/organizations.membership';
import { anchorActions } from '../../integrity.anchors.actions';
import type { MailRhythm } from '../../integrity.anchors.contract';
import { Checkpoints, type StoredCheckpoint } from '../../integrity.checkpoints';
import { channelsOf, failed, isDue, succeeded, WATCH, type Channel, type Pending } from '../channels';
import { checkpointLetter } from './checkpoint-letter';
import { fateOf } from './mail-fate';
import { dueAfter, rhythmOf } from './rhythm';
import { queryIn } from '../query-in';

export const BY_MAIL = { kind: 'mail', place: '' } as const;
const LOOKED_AT_AGAIN_MS = MINUTE_MS;

/** The checkpoint to the Owners, by the rhythm of their organization. It counts when a mail server has taken one of them. */
@Injectable()
export class CheckpointMails {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly checkpoints: Checkpoints,
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'mail' | 'http'>,
  ) {}

  /** Mails without SMTP_URL are files beside the data, and no anchor. */
  get leave(): boolean {
    return this.settings.mail.smtpUrl !== undefined;
  }

  /** One step of one log: the first date, new mails, or what became of those that were sent. How many steps there were. */
  async of(organizationId: string): Promise<number> {
    if (!this.leave) return 0;
    const stepped = await this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const query = queryIn(manager);
      await query(WATCH, [organizationId, this.clock.now()]);
      const checkpoint = await this.checkpoints.latest(query, organizationId);
      const channel = (await channelsOf(query, organizationId)).find(({ kind }) => kind === BY_MAIL.kind);
      if (!checkpoint || (channel && !isDue(channel, checkpoint, this.clock.now())))
        return { result: 0, events: [] };
      if (!channel) return this.#begin(manager, organizationId);
      if (channel.pending) return this.#look(manager, organizationId, channel, channel.pending);
      return this.#send(manager, organizationId, checkpoint);
    });
    if (stepped > 0) this.outbox.deliverSoon();
    return stepped;
  }

  /** The first comes after a day: a log that has just begun has little to anchor. */
  async #begin(manager: EntityManager, organizationId: string): Promise<Step> {
    const dueAt = new Date(this.clock.now().getTime() + DAY_MS);
    await manager.query(PLAN, [organizationId, BY_MAIL.kind, BY_MAIL.place, dueAt]);
    return { result: 1, events: [] };
  }

  async #send(manager: EntityManager, organizationId: string, checkpoint: StoredCheckpoint): Promise<Step> {
    const rhythm = await rhythmOf(queryIn(manager), organizationId);
    const mails = rhythm === 'off' ? [] : await this.#put(manager, organizationId, checkpoint, rhythm);
    if (mails.length === 0) {
      await manager.query(REST, [organizationId]);
      return { result: 0, events: [] };
    }
    const { size, epoch, signedAt } = checkpoint;
    const pending: Pending = { size, epoch, signedAt: signedAt.toISOString(), mails };
    await manager.query(AWAIT, [organizationId, this.#soon(), JSON.stringify(pending)]);
    const spec = anchorActions['checkpoint_mail.sent'];
    return { result: 1, events: [{ spec, event: { details: { size, recipients: mails.length } } }] };
  }

  async #put(
    manager: EntityManager,
    organizationId: string,
    checkpoint: StoredCheckpoint,
    rhythm: MailRhythm,
  ): Promise<string[]> {
    const owners = await manager.find(Membership, { where: { organizationId, role: 'owner' } });
    const [{ name: organization } = { name: '' }]: { name: string }[] = await manager.query(
      'SELECT name FROM organizations WHERE id = $1',
      [organizationId],
    );
    const { publicUrl } = this.settings.http;
    const mails: string[] = [];
    for (const { accountId } of owners) {
      const { name, email: to } = await this.accounts.person(manager, accountId);
      const message = checkpointLetter({ to, name, organization, rhythm, publicUrl, checkpoint });
      mails.push(await this.outbox.put(manager, organizationId, message));
    }
    return mails;
  }

  /** One that has left is enough. */
  async #look(
    manager: EntityManager,
    organizationId: string,
    { failures }: Channel,
    { mails, size, epoch, signedAt }: Pending,
  ): Promise<Step> {
    const query = queryIn(manager);
    const fate = await fateOf(query, organizationId, mails);
    if (fate.open > 0 && fate.sentAt === null) {
      await manager.query(AWAIT_ON, [organizationId, this.#soon()]);
    } else if (fate.sentAt) {
      const dueAt = dueAfter(fate.sentAt, await rhythmOf(query, organizationId));
      const receipt = `taken by the mail server for ${fate.sent} of ${mails.length} Owners`;
      const checkpoint = { size, epoch, signedAt: new Date(signedAt) };
      await succeeded(query, organizationId, BY_MAIL, { checkpoint, receipt, at: fate.sentAt, dueAt });
    } else {
      const says = `The mail server took no checkpoint (${fate.error}): check SMTP_URL.`;
      const failure = { says, conflicting: null, before: failures, at: this.clock.now() };
      await failed(query, organizationId, BY_MAIL, failure);
    }
    return { result: 1, events: [] };
  }

  #soon(): Date {
    return new Date(this.clock.now().getTime() + LOOKED_AT_AGAIN_MS);
  }
}

interface Step {
  readonly result: number;
  readonly events: {
    readonly spec: (typeof anchorActions)['checkpoint_mail.sent'];
    readonly event: object;
  }[];
}

const PLAN = `INSERT INTO anchor_channels (organization_id, kind, place, due_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
const MINE = `WHERE organization_id = $1 AND kind = 'mail'`;
const AWAIT = `UPDATE anchor_channels SET due_at = $2, pending = $3 ${MINE}`;
const AWAIT_ON = `UPDATE anchor_channels SET due_at = $2 ${MINE}`;
/** Nobody wants them, or there is nobody: until the rhythm is set. */
const REST = `UPDATE anchor_channels SET due_at = 'infinity', failures = 0 ${MINE}`;

import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { CONFIG } from '../platform.tokens';
import type { Settings } from '../settings';
import type { Mail } from './mail.entity';

const PATIENCE_MS = 10_000;

/** By SMTP, or, when there is no server, as a file that any mail program opens. */
@Injectable()
export class MailTransport {
  constructor(@Inject(CONFIG) private readonly settings: Settings) {}

  async send(mail: Mail): Promise<void> {
    const { smtpUrl, from } = this.settings.mail;
    const message = {
      from,
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body ?? '',
      messageId: `<${mail.id}@daybook>`,
    };
    if (smtpUrl === undefined) return this.#write(mail.id, message);
    const patience = {
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
    };
    const transport = createTransport({ url: smtpUrl, ...patience });
    try {
      await transport.sendMail(message);
    } finally {
      transport.close();
    }
  }

  /** Written aside and renamed: whoever watches the directory never sees half a mail. Only we may read it. */
  async #write(id: string, message: object): Promise<void> {
    const directory = join(this.settings.dataDirectory, 'mail');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message: bytes } = await composer.sendMail(message);
    const path = join(directory, `${id}.eml`);
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      await file.writeFile(bytes as Buffer);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  }
}

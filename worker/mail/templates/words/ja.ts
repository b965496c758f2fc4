import type { MailWords } from './index.ts'

export const ja: MailWords = {
  roles: { owner: 'オーナー', admin: '管理者', member: 'ワークスペースごとに割り当て' },
  workspaceManager: (workspace) => `${workspace}（ワークスペース管理者）`,
  list: (items) => items.join('、'),
  andMore: (count) => `ほか${count}件`,
  person: (name, email) => `${name}さん（${email}）`,
  copyLink: 'ボタンを使えない場合は、次のリンクをコピーしてください。',
  invitation: {
    subject: (sponsor, organization) =>
      sponsor === null
        ? `${organization}への招待が届いています`
        : `${sponsor}さんがあなたを${organization}に招待しました`,
    title: (organization) => `${organization}に参加`,
    lead: (sponsor, organization) =>
      sponsor === null
        ? `${organization}に招待されました。`
        : `${sponsor}があなたを${organization}に招待しました。`,
    role: 'ロール',
    workspaces: 'ワークスペース',
    everyWorkspace: 'すべてのワークスペース',
    noWorkspace: 'まだありません',
    button: '招待を確認する',
    validity: (email, until) => `この招待は${email}宛てで、${until}まで受諾できます。`,
    unexpected:
      'お心当たりがない場合は、このメールを無視してください。受諾しない限り、何も起こりません。',
  },
  resetPassword: {
    subject: 'Usherのパスワードの再設定',
    title: 'パスワードの再設定',
    lead: (name) =>
      `${name}さん、アカウントのパスワードを再設定するリンクの送信が求められました。ご本人の場合は、お進みください。`,
    button: 'パスワードを再設定する',
    validity: (until) => `リンクを使えるのは1時間以内に1回だけです（${until}まで）。`,
    unexpected: 'お心当たりがない場合は、このメールを無視してください。パスワードは変わりません。',
  },
}

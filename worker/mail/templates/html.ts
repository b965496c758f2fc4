import type { MailContent } from './content.ts'

const fonts =
  "Inter,-apple-system,'Segoe UI','Hiragino Sans','Noto Sans JP',Roboto,Helvetica,Arial,sans-serif"

// Clients that know the dark scheme or narrow screens take these; all others see the inline styles.
const styles = `
  @media (max-width: 480px) {
    .around { padding: 12px 8px !important }
    .card { padding: 24px 20px !important }
  }
  @media (prefers-color-scheme: dark) {
    .paper { background: #12130f !important }
    .card { background: #191a16 !important; border-color: #2c2d27 !important }
    .ink { color: #f1efe8 !important }
    .ink-2 { color: #c4c1b6 !important }
    .ink-3 { color: #9b988d !important }
    .go { background: #4fc3a1 !important; color: #07231b !important }
    .link { color: #4fc3a1 !important }
    .line { border-color: #2c2d27 !important }
  }`

/** The HTML of a mail. It loads nothing, and the one address that it links to is `link`. */
export function renderHtml(content: MailContent, link: string): string {
  const say = escapeHtml
  return `<!doctype html>
<html lang="${content.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${say(content.subject)}</title>
<style>${styles}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#efece6">
<div class="paper around" style="background:#efece6;padding:32px 16px;font:15px/1.5 ${fonts}">
<div class="card" style="max-width:486px;margin:0 auto;padding:32px 36px;background:#ffffff;border:1px solid #e2ded5;border-radius:12px">
<div class="go" aria-hidden="true" style="width:40px;height:40px;border-radius:11px;background:#0b6b57;color:#ffffff;font-size:17px;font-weight:700;line-height:40px;text-align:center">${say(content.mark)}</div>
<h1 class="ink" style="margin:16px 0 10px;color:#191a17;font-size:22px;line-height:1.25;font-weight:640;overflow-wrap:anywhere">${say(content.title)}</h1>
<p class="ink" style="margin:0;color:#191a17;overflow-wrap:anywhere">${say(content.lead)}</p>
${content.facts.map(renderFact).join('')}<p style="margin:22px 0"><a class="go" href="${say(link)}" style="display:inline-block;padding:11px 20px;border-radius:8px;background:#0b6b57;color:#ffffff;font-weight:600;text-decoration:none">${say(content.button)}</a></p>
<p class="ink-2" style="margin:0;color:#4b4a44;overflow-wrap:anywhere">${say(content.validity)}</p>
<p class="ink-3" style="margin:16px 0 0;color:#6b6a62;font-size:13px">${say(content.copyLink)}<br><a class="link" href="${say(link)}" style="color:#0b6b57;text-decoration:none;word-break:break-all">${say(link)}</a></p>
<p class="ink-3 line" style="margin:20px 0 0;padding-top:14px;border-top:1px solid #e6e2da;color:#6b6a62;font-size:13px">${say(content.unexpected)}</p>
</div>
</div>
</body>
</html>
`
}

function renderFact({ label, value }: { label: string; value: string }): string {
  return `<p class="ink" style="margin:10px 0 0;color:#191a17;overflow-wrap:anywhere"><span class="ink-3" style="color:#6b6a62">${escapeHtml(label)}:</span> ${escapeHtml(value)}</p>
`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

// The page around a mail: a card of at most 600 px, readable in light and dark mail programs.
import { escapeHtml } from './escape-html.ts';

/** Programs without a dark mode, or without style sheets, keep the inline light colors. */
const darkColors = `
    @media (prefers-color-scheme: dark) {
      .page { background: #12161c !important; }
      .card { background: #1b212a !important; border-color: #2e3642 !important; }
      .box { background: #252d38 !important; }
      .ink { color: #edf0f4 !important; }
      .faint { color: #a3aebd !important; }
      .warn { color: #f2b45c !important; }
      .rule { border-color: #343d4a !important; }
      .badge-good { background: #173d28 !important; color: #93e0b1 !important; }
      .badge-bad { background: #4a1f1b !important; color: #f6aaa2 !important; }
      .badge-sorry { background: #45320f !important; color: #f5c97c !important; }
    }`;

const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

/** `card` is markup; `title` and `preview` are text. The preview is what an inbox shows beside the subject. */
export const htmlPage = ({
  title,
  preview,
  card,
}: {
  title: string;
  preview: string;
  card: string;
}): string => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="supported-color-schemes" content="light dark">
  <title>${escapeHtml(title)}</title>
  <style>
    :root { color-scheme: light dark; supported-color-schemes: light dark; }${darkColors}
  </style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef1f5;${font}">
<div style="display:none;max-height:0;overflow:hidden;">${escapeHtml(preview)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f5;">
<tr><td align="center" style="padding:28px 12px 36px;">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;">
<tr><td class="ink" style="padding:0 4px 14px;color:#1c2330;font-size:17px;line-height:24px;font-weight:700;letter-spacing:0.2px;${font}">Waybill</td></tr>
<tr><td class="card" style="background:#ffffff;border:1px solid #dfe4ea;border-radius:12px;${font}">
${card}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;

using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Workspace.Exports;

/// <summary>The style of an exported page: one sheet within the page, named in its policy by digest.</summary>
public static class HtmlStyle
{
    /// <summary>The sheet.</summary>
    public const string Sheet =
        """
        :root{color-scheme:light dark;--ink:#1d2329;--soft:#5b6670;--line:#d9dee3;--paper:#fdfdfb;--mark:#0b6e4f;--warn:#8a5a00;--quote:#f4f5f2}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#a0abb5;--line:#38424b;--paper:#14181c;--mark:#5fd0a4;--warn:#f0b64c;--quote:#1c2228}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 Georgia,"Times New Roman",serif}
        main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 5rem}h1{font-size:1.8rem;line-height:1.25;margin:1rem 0}
        h2{font-size:1.25rem;margin:2.5rem 0 .75rem;border-top:1px solid var(--line);padding-top:1.25rem}h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
        .headline{font-size:1.25rem;color:var(--mark);font-weight:bold;margin:.5rem 0 1rem}
        .banner{border:2px solid var(--warn);color:var(--warn);padding:.5rem .75rem;font-weight:bold;font-family:system-ui,sans-serif}
        table{border-collapse:collapse;width:100%;font-family:system-ui,sans-serif;font-size:.92rem}
        td,th{text-align:left;padding:.35rem .6rem .35rem 0;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        .scroll{overflow-x:auto}.scroll td,.scroll th{overflow-wrap:break-word;min-width:3.2rem}.scroll tbody th,.scroll td:last-child{min-width:7rem}
        td.n,th.n{text-align:right;white-space:nowrap}svg{display:block}.bar{fill:var(--mark)}.rail{fill:var(--line)}
        .chart svg{max-width:100%;height:auto}.chart text{font:13px system-ui,sans-serif;fill:var(--ink)}.chart text.minor{fill:var(--soft)}
        .chart text.strong{font-weight:bold}.plot-fill{fill:var(--mark)}.plot-lost{fill:var(--warn)}.plot-stroke{stroke:var(--mark);fill:none;stroke-width:2}
        .plot-area{opacity:.18}.plot-grid{stroke:var(--line)}.plot-axis{stroke:var(--ink)}.plot-mean{stroke:var(--soft);stroke-dasharray:3 3}
        .soft{color:var(--soft);font-size:.9rem;font-family:system-ui,sans-serif;overflow-wrap:anywhere}
        a{color:var(--mark)}article{margin:1.25rem 0;scroll-margin-top:1rem}
        article:target{outline:2px solid var(--mark);outline-offset:.5rem}
        blockquote{margin:.4rem 0;padding:.6rem .9rem;background:var(--quote);white-space:pre-wrap;overflow-wrap:anywhere}
        code{font-size:.8rem;overflow-wrap:anywhere}@media print{body{font-size:10.5pt}article{break-inside:avoid}}
        """;

    /// <summary>The page up to where its content begins.</summary>
    /// <param name="title">The title, encoded.</param>
    public static string Head(string title) =>
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"><meta name=\"referrer\" content=\"no-referrer\">"
            + $"<title>{title}</title><style>{Sheet}</style></head><body><main>\n";

    /// <summary>The content security policy: this sheet and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'; base-uri 'none'; form-action 'none'";
}

namespace Pneumonia.Training.Report;

/// <summary>The page's style sheet. No child combinators: the text of a style element is not decoded, so it must need no encoding.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark;
          --paper: #ffffff; --card: #f6f7f9; --ink: #1b2129; --muted: #5c6672; --line: #d9dee4;
          --c1: #c2410c; --c2: #1d63c1; --c3: #0f7b5f; --c4: #8b3fb5; --c5: #a16207; --c6: #b91c5c; --c7: #0e7490; --c8: #57534e;
          --good: #166534; --goodbg: #dcfce7; --bad: #92400e; --badbg: #fef3c7; }
        @media (prefers-color-scheme: dark) { :root {
          --paper: #12161b; --card: #1a2028; --ink: #e4e8ed; --muted: #98a3b0; --line: #323b46;
          --c1: #fb923c; --c2: #7ab3ff; --c3: #4ade80; --c4: #d8a2f5; --c5: #facc15; --c6: #f98bb4; --c7: #67d8ef; --c8: #bdb6ae;
          --good: #86efac; --goodbg: #14331f; --bad: #fcd34d; --badbg: #3b2a0b; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 62rem; background: var(--paper); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
        h1 { margin: 0; font-size: 1.7rem; letter-spacing: -.01em; }
        h2 { margin: 2.4rem 0 .6rem; padding-bottom: .3rem; font-size: 1.25rem; border-bottom: 1px solid var(--line); }
        h3 { margin: 1.3rem 0 .4rem; font-size: 1rem; }
        p { margin: .5rem 0; } ul { margin: .5rem 0; padding-left: 1.25rem; }
        .sub, .note, footer { color: var(--muted); } .note, footer { font-size: .875rem; } .sub { margin: .2rem 0 0; }
        nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .9rem 0 0; font-size: .875rem; } nav a { color: var(--c2); text-decoration: none; }
        nav a:hover { text-decoration: underline; }
        .lead { font-size: 1.1rem; }
        .badge { display: inline-block; margin-right: .5rem; padding: .05rem .55rem; border-radius: 999px; font-size: .8rem; font-weight: 600; white-space: nowrap; }
        .good { color: var(--good); background: var(--goodbg); } .bad { color: var(--bad); background: var(--badbg); }
        .warning { margin: .8rem 0; padding: .6rem .9rem; color: var(--bad); background: var(--badbg); border-radius: .5rem; font-weight: 600; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; margin: 1rem 0; }
        .tile { padding: .7rem .9rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
        .tile b { display: block; font-size: 1.6rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
        .tile span { display: block; font-size: .8rem; color: var(--muted); }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
        .small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
        figure { margin: .5rem 0; min-width: 0; } figcaption { font-size: .8rem; color: var(--muted); }
        svg { display: block; width: 100%; height: auto; } svg text { font-family: inherit; }
        .scroll { overflow-x: auto; margin: .6rem 0; }
        table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; width: 100%; overflow-wrap: normal; }
        th, td { padding: .3rem .6rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { color: var(--muted); font-weight: 600; } .n { text-align: right; white-space: nowrap; }
        .long { max-width: 28rem; overflow-wrap: anywhere; }
        .matrix { width: auto; } .matrix td, .matrix th { text-align: center; padding: .5rem .9rem; border: 1px solid var(--line); }
        .matrix th { vertical-align: middle; } .wide { min-width: 38rem; } .matrix b { display: block; font-size: 1.3rem; } .right { background: var(--goodbg); } .wrong { background: var(--badbg); }
        .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .8rem; }
        .gallery figure { margin: 0; padding: .4rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
        .gallery img { display: block; width: 100%; aspect-ratio: 1; object-fit: contain; background: #000000; border-radius: .3rem; }
        .pairs { grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); } .pairs figure { display: grid; grid-template-columns: 1fr 1fr; gap: .3rem; } .pairs figcaption { grid-column: 1 / -1; }
        .gallery figcaption { margin-top: .3rem; line-height: 1.35; } .gallery b { color: var(--ink); }
        .key { display: inline-block; width: .8em; height: .8em; margin: 0 .35em 0 .8em; border-radius: 2px; } .k1 { background: var(--c1); margin-left: 0; } .k2 { background: var(--c2); } .k3 { background: var(--c3); }
        .weak { color: var(--c1); font-weight: 600; }
        code { font-size: .85em; overflow-wrap: anywhere; }
        footer { margin-top: 3rem; border-top: 1px solid var(--line); }
        @media print {
          :root { color-scheme: light; --paper: #ffffff; --card: #ffffff; --ink: #000000; --muted: #444444; --line: #bbbbbb;
            --c1: #c2410c; --c2: #1d63c1; --c3: #0f7b5f; --c4: #8b3fb5; --c5: #a16207; --c6: #b91c5c; --c7: #0e7490; --c8: #57534e;
            --good: #166534; --goodbg: #dcfce7; --bad: #92400e; --badbg: #fef3c7; }
          body { max-width: none; padding: 0; font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          table { font-size: 8pt; } th, td { padding: .2rem .35rem; } .n { white-space: normal; }
          nav { display: none; } .scroll { overflow: visible; } .wide { min-width: 0; }
          h2, h3 { break-after: avoid; } figure, tr, .tile, .warning { break-inside: avoid; }
          .charts { grid-template-columns: 1fr 1fr; } .small { grid-template-columns: 1fr 1fr 1fr; } .gallery { grid-template-columns: repeat(6, 1fr); } .pairs { grid-template-columns: repeat(3, 1fr); }
        }
        """;
}

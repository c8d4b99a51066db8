"""How the operator's page looks: the program's own colours, light and dark as the system says. Knows no word."""

from typing import Final

_LIGHT: Final = (
    "--bg:#F6F5F2;--card:#FFFFFF;--line:#DEDAD3;--edge:#868B89;--text:#1F2A2E;--muted:#566266;--accent:#1F6F6B;"
    "--on:#FFFFFF;--warn:#7D5200;--warnbg:#FFF3DC;--ok:#2B6432;--okbg:#E4F1E5;--bad:#B3261E;--badbg:#FBE9E7;"
    "--focus:#0B57D0"
)
_DARK: Final = (
    "--bg:#15191B;--card:#1D2325;--line:#364045;--edge:#71797C;--text:#E8ECEC;--muted:#A6B1B4;--accent:#6CC5BD;"
    "--on:#07201E;--warn:#F2C063;--warnbg:#3A2F19;--ok:#8CD096;--okbg:#1D3320;--bad:#FF8A80;--badbg:#3B2322;"
    "--focus:#8AB4F8"
)
STYLE: Final = (
    f":root{{{_LIGHT}}}@media(prefers-color-scheme:dark){{:root{{{_DARK}}}}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--bg);color:var(--text);font:1rem/1.5 Inter,'Noto Sans',system-ui,sans-serif}"
    "header,main{max-width:64rem;margin:0 auto;padding:1rem}"
    "header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;justify-content:space-between}"
    "h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:0 0 .6rem}"
    "a{color:var(--accent)}"
    ":focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem}"
    ".card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem;margin:0 0 1rem}"
    ".look{background:var(--warnbg);border-color:var(--warn)}.good{background:var(--okbg);border-color:var(--ok)}"
    ".look ul{margin:0;padding-left:1.2rem}.good p{margin:0}"
    ".bad{background:var(--badbg);border:1px solid var(--bad);border-radius:10px;padding:.7rem 1rem}"
    ".at,.hint{color:var(--muted);margin:.3rem 0 1rem}"
    ".leave{float:right;display:flex;gap:.7rem;align-items:center}"
    "label{display:block;font-weight:600;margin:0 0 .3rem}"
    "input{font:inherit;width:100%;max-width:32rem;padding:.5rem .6rem;color:inherit;background:var(--bg);"
    "border:1px solid var(--edge);border-radius:8px}"
    "button{font:inherit;font-weight:600;padding:.45rem 1rem;border:0;border-radius:8px;cursor:pointer;"
    "background:var(--accent);color:var(--on)}"
    "dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.6rem 1.5rem;margin:0}"
    "dt{color:var(--muted);font-size:.9rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}"
    ".wide{overflow-x:auto;margin:1rem 0 0}table{border-collapse:collapse;width:100%}"
    "caption{text-align:left;font-weight:600;padding:0 0 .3rem}"
    "th,td{text-align:left;padding:.35rem .8rem .35rem 0;border-top:1px solid var(--line);vertical-align:top}"
    "th{color:var(--muted);font-weight:600;font-size:.9rem}"
)

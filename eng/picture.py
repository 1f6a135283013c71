#!/usr/bin/env python3
"""Draws docs/rehearsal.svg from a real run of the program in a terminal: python3 eng/picture.py (from the checkout)."""
import html, os, pty, re, subprocess, sys, tempfile, unicodedata

COLUMNS, LINE, CHAR, TOP = 92, 19, 8.43, 46
COMMAND = ["./roundtable", "ask", "Should model outputs be fair game for training?", "--option", "Yes", "--option", "No", "--debate", "--seed", "7"]

def run():
    data = tempfile.mkdtemp()
    env = dict(os.environ, ROUNDTABLE_DATA=data, ROUNDTABLE_LOCAL_PROBES="off", ROUNDTABLE_REHEARSAL_PACE_MS="1", TERM="xterm-256color",
               COLORTERM="truecolor", XDG_CONFIG_HOME=data, COLUMNS=str(COLUMNS), LINES="200")
    env = {k: v for k, v in env.items() if not k.endswith("_API_KEY") and k != "NO_COLOR"}
    chunks = []
    pid, fd = pty.fork()
    if pid == 0:
        subprocess.run(["stty", "cols", str(COLUMNS), "rows", "200"], check=False)
        os.execvpe(COMMAND[0], COMMAND, env)
    while True:
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.waitpid(pid, 0)
    text = b"".join(chunks).decode().replace("\r\n", "\n").replace("\r", "")
    return re.sub(r"\x1b\[\?[0-9;]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\x1b\[[0-9;]*[A-LN-Za-ln-z]", "", text)

PALETTE = {"32": "#5fd0a4", "33": "#f0b64c", "31": "#ff7b72", "38;5;2": "#5fd0a4", "38;5;11": "#f0b64c", "38;5;3": "#f0b64c", "38;5;9": "#ff7b72", "92": "#5fd0a4", "93": "#f0b64c"}

def spans(line):
    style, out, at = {}, [], 0
    for match in re.finditer(r"\x1b\[([0-9;]*)([A-Za-z])", line):
        if match.start() > at:
            out.append((line[at:match.start()], dict(style)))
        at = match.end()
        if match.group(2) != "m":
            continue
        code = match.group(1)
        if code in ("", "0"):
            style = {}
            continue
        for part in re.findall(r"(?:38;5;\d+|48;5;\d+|38;2;\d+;\d+;\d+|48;2;\d+;\d+;\d+|\d+)", code):
            if part == "1": style["bold"] = True
            elif part == "2": style["dim"] = True
            elif part in ("43", "103") or part.startswith("48;"): style["badge"] = True
            elif part in PALETTE: style["fill"] = PALETTE[part]
    if at < len(line):
        out.append((line[at:], dict(style)))
    return out

def draw(text):
    lines = text.rstrip("\n").split("\n")
    height = TOP + LINE * (len(lines) + 3)
    width = round(COLUMNS * CHAR) + 40
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
           f'aria-label="A terminal in which a simulated panel answers a question, argues and reaches a verdict with minutes">',
           f'<rect width="{width}" height="{height}" rx="10" fill="#14181c"/>',
           '<g fill="#4a545d"><circle cx="22" cy="20" r="6"/><circle cx="42" cy="20" r="6"/><circle cx="62" cy="20" r="6"/></g>',
           '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14" style="white-space:pre">']
    prompt = '$ ./roundtable ask "Should model outputs be fair game for training?" \\'
    rows = [[(prompt, {"fill": "#a0abb5"})], [("      --option Yes --option No --debate", {"fill": "#a0abb5"})]] + [spans(line) for line in lines]
    for number, row in enumerate(rows):
        y, column = TOP + LINE * number, 0
        for words, style in row:
            if style.get("badge"):
                svg.append(f'<rect x="{20 + column * CHAR:.1f}" y="{y - 14}" width="{len(words) * CHAR:.1f}" height="{LINE}" fill="#f0b64c"/>')
            # Space at the ends would be stretched or dropped: it only moves what comes next.
            lead, after = len(words) - len(words.lstrip()), column + len(words)
            words, column = words.strip().replace(" ", "\u00a0"), column + lead
            if not words:
                column = after
                continue
            x = 20 + column * CHAR
            cells = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)
            fill = style.get("fill", "#8b969f" if style.get("dim") else "#e6e9ec")
            if style.get("badge"):
                fill = "#14181c"
            weight = ' font-weight="bold"' if style.get("bold") or style.get("badge") else ""
            svg.append(f'<text x="{x:.1f}" y="{y}" textLength="{cells * CHAR:.1f}" fill="{fill}"{weight}>{html.escape(words)}</text>')
            column = after
    return "\n".join(svg + ["</g>", "</svg>", ""])

if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    subprocess.run(["./roundtable", "--version"], check=True, stdout=subprocess.DEVNULL)
    with open("docs/rehearsal.svg", "w", encoding="utf-8") as file:
        file.write(draw(run()))

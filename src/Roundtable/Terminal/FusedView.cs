using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Terminal;

/// <summary>A fused answer for the terminal: the answer with who says what, then compactly what it was made from.</summary>
internal static class FusedView
{
    /// <summary>All of it.</summary>
    public static IRenderable Of(FusedSession session)
    {
        List<IRenderable> rows = [];
        if (session.Simulated)
        {
            rows.Add(new Markup("[black on yellow] SIMULATED [/] The panelists are rehearsing: no model wrote these words."));
        }

        rows.Add(new Markup($"[bold]{TerminalMarkup.Line(session.Question.Text)}[/]"));
        rows.Add(Text.Empty);
        rows.Add(Answer(session));
        rows.Add(Text.Empty);
        rows.Add(Grounds(session));
        return new Rows(rows);
    }

    /// <summary>The answer alone: its sentences with their support, or the text as it is.</summary>
    public static IRenderable Answer(FusedSession session) =>
        session.Fused.Kind == FusedKind.Moderated ? new Rows(FusedBlock.Of(session.Fused.Sentences).SelectMany(Block))
        : session.Fields is { } fields ? Fields(session, fields)
        : new Markup(session.Text(withSupport: false) is { Length: > 0 } text ? TerminalMarkup.Text(text.Trim()) : "[yellow]There is no answer.[/]");

    /// <summary>One sentence, as it stands by itself.</summary>
    public static string Sentence(FusedSentence sentence)
    {
        var support = $"[dim]({TerminalMarkup.Line(SupportText.Of(sentence.Support))})[/]";
        return sentence.Form switch
        {
            SentenceForm.Code => $"{TerminalMarkup.Text(sentence.Text)}\n{support}",
            SentenceForm.Item => $"• {TerminalMarkup.Line(sentence.Text)} {support}",
            _ => $"{TerminalMarkup.Line(sentence.Text)} {support}",
        };
    }

    /// <summary>What the answer rests on: who took part, comparison, what was left out, ranking.</summary>
    public static IRenderable Grounds(FusedSession session)
    {
        List<IRenderable> rows =
        [
            new Markup($"[bold green]{TerminalMarkup.Line(HeadlineText.Of(session))}[/]"),
            new Markup($"[dim]{TerminalMarkup.Line(FusedText.By(session))}[/]"),
        ];
        if (FusedText.Scouted(session) is { } scouted)
        {
            rows.Add(new Markup($"[dim]{TerminalMarkup.Line(scouted)}[/]"));
        }

        foreach (var absence in session.Absences)
        {
            rows.Add(new Markup($"[yellow]{TerminalMarkup.Line(FusedText.Seat(session, absence.Seat))} was absent[/]: {TerminalMarkup.Line(absence.Reason)}"));
        }

        rows.AddRange((session.Comparison?.Points ?? []).GroupBy(p => p.Kind).OrderBy(g => g.Key).SelectMany(g => Points(session, g.Key, g)));
        if (session.Standings.Count > 0)
        {
            rows.Add(new Markup("[bold]Ranked by reviews[/]"));
            rows.AddRange(session.Standings.Select(s => new Markup($"  {TerminalMarkup.Line(FusedText.Place(session, s))}")));
        }

        if (FusedText.Dropped(session) is { } dropped)
        {
            rows.Add(new Markup($"[yellow]{dropped}[/]"));
        }

        return new Rows(rows);
    }

    private static IEnumerable<IRenderable> Points(FusedSession session, PointKind kind, IEnumerable<ComparisonPoint> points)
    {
        yield return new Markup($"[bold]{FusedText.Title(kind)}[/]");
        foreach (var point in points)
        {
            var disputed = point is { Kind: not PointKind.Contradiction, IsDisputed: true } ? " [yellow]disputed[/]" : "";
            if (point.Sides.Count == 1)
            {
                yield return Claim(point.Sides[0].Claim, kind == PointKind.Consensus ? "" : FusedText.Names(session, point.Seats), disputed, indent: 2);
                continue;
            }

            yield return new Markup($"  {TerminalMarkup.Line(point.Topic)}{disputed}");
            foreach (var side in point.Sides)
            {
                yield return Claim(side.Claim, FusedText.Names(session, side.Seats), "", indent: 4);
            }
        }
    }

    /// <summary>A claim and whose it is; further lines are indented like the first.</summary>
    private static Padder Claim(string claim, string names, string disputed, int indent)
    {
        var by = names.Length == 0 ? "" : $" [dim]– {TerminalMarkup.Line(names)}[/]";
        return new Padder(new Markup($"{TerminalMarkup.Line(claim)}{by}{disputed}"), new Padding(indent, 0, 0, 0));
    }

    /// <summary>Each field on its own lines: seats' names are long, and a third column would leave them no room at 80 columns.</summary>
    private static Grid Fields(FusedSession session, Deliberation.Fields.FusedFields fields)
    {
        var grid = new Grid().AddColumn(new GridColumn().PadRight(2)).AddColumn();
        foreach (var field in FieldText.Shown(fields))
        {
            grid.AddRow(
                new Markup($"[bold]{TerminalMarkup.Line(FieldText.Name(field))}[/]"),
                new Markup($"{TerminalMarkup.Line(FieldText.Value(field.Value))}\n[dim]{TerminalMarkup.Line(FieldText.Agreement(session, field))}[/]"));
        }

        foreach (var problem in fields.Problems)
        {
            grid.AddRow(new Markup("[yellow]not valid[/]"), new Markup(TerminalMarkup.Line(problem)));
        }

        return grid;
    }

    private static IEnumerable<IRenderable> Block(FusedBlock block, int index)
    {
        if (index > 0)
        {
            yield return Text.Empty;
        }

        var text = new Markup(string.Join(block.Form == SentenceForm.Item ? '\n' : ' ', block.Sentences.Select(Sentence)));
        yield return block.Form == SentenceForm.Prose ? text : new Padder(text, new Padding(2, 0, 0, 0));
    }
}

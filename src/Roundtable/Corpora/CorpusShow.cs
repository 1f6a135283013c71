using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus show</c>: rows with their labels and evidence.</summary>
internal static class CorpusShow
{
    private static readonly Argument<string?> _row = new("ROW") { Description = "One row, as FILE:ROW.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<int> _most = new("--most") { Description = "How many rows at most.", HelpName = "N", DefaultValueFactory = _ => 10 };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("show", "Show rows with their origin and the evidence for it.", [ReportArgument.Folder, _row, .. RowChoice.Options, _most], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (folder, plan) = ReportArgument.Scan(invocation);
        var named = invocation.Parse.GetValue(_row);
        var wanted = named is null ? RowChoice.Of(invocation) : RowChoice.Named(named);
        var most = named is null ? Math.Max(1, invocation.Parse.GetValue(_most)) : 1;
        var left = most;
        List<(RowLabel Label, IReadOnlyList<(string Field, FieldRole Role, string Text)> Texts)> rows = [];
        await CorpusRows.ReadAsync(plan, folder, label => left > 0 && wanted(label) && left-- > 0, (label, row, _) => rows.Add((label, CorpusRows.Texts(plan, label, row))), cancellation);
        if (rows.Count == 0 && named is not null)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no row '{Neutralise.Line(named)}' among those that were looked at.");
        }

        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(rows, r => CorpusRows.Json(r.Label, r.Texts))));
            return ExitCode.Ok;
        }

        foreach (var (label, texts) in rows)
        {
            await invocation.Out.WriteAsync(Words(label, texts));
        }

        if (rows.Count == 0)
        {
            await invocation.Out.WriteLineAsync("There is no such row.");
        }

        return ExitCode.Ok;
    }

    private static string Words(RowLabel label, IReadOnlyList<(string Field, FieldRole Role, string Text)> texts)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Neutralise.Line(label.File)}:{label.Row}  {Kebab.Name(label.Origin).ToUpperInvariant()}  {label.Words} words");
        foreach (var evidence in label.Evidence)
        {
            var details = string.Join(", ", ((string?[])[evidence.Model, evidence.Licence, evidence.Reference, evidence.Similarity is { } s ? string.Create(CultureInfo.InvariantCulture, $"similarity {s:F2}") : null]).OfType<string>());
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Kebab.Name(evidence.Kind)}, {Kebab.Name(evidence.Strength)}, for {Kebab.Name(evidence.Indicates)}: {Neutralise.Line(evidence.Summary)}{(details.Length > 0 ? $" ({Neutralise.Line(details)})" : "")}");
            Spans(text, evidence.Spans, texts);
        }

        if (label.Repeats is { } repeats)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  repeats {Neutralise.Line(repeats.File)}:{repeats.Row} ({(repeats.Equal ? "equal" : $"similarity {repeats.Similarity:F2}")})");
        }

        foreach (var passage in label.Passages ?? [])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  has {passage.Words} words in a row of {Neutralise.Line(passage.File)}:{passage.Row}");
            Spans(text, passage.Spans, texts);
        }

        foreach (var (field, role, said) in texts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  [{Neutralise.Line(field)}, {Kebab.Name(role)}]").AppendLine(string.Join('\n', Neutralise.Text(said).Split('\n').Select(l => "  | " + l)));
        }

        return text.AppendLine().ToString();
    }

    private static void Spans(StringBuilder text, IReadOnlyList<TextSpan> spans, IReadOnlyList<(string Field, FieldRole Role, string Text)> texts)
    {
        foreach (var span in spans.Take(5))
        {
            var part = texts.Where(t => t.Field == span.Field).ElementAtOrDefault(span.Turn).Text ?? "";
            text.AppendLine(CultureInfo.InvariantCulture, $"    {Neutralise.Line(span.Field)} {span.Start}–{span.End}: “{Neutralise.Line(CorpusRows.Slice(part, span.Start, Math.Min(span.End, span.Start + 200)))}{(span.End - span.Start > 200 ? "…" : "")}”");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus show</c>: rows with their labels and evidence.</summary>
internal static class CorpusShow
{
    private const int MaxSlice = 200;

    private static readonly Argument<string?> _row = new("ROW") { Description = "One row, as FILE:ROW.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<int> _max = new("--max", "--most")
    {
        Description = "Maximum number of rows.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "show", "Show rows with their origin and the evidence for it.", [ReportArgument.Folder, _row, .. RowOptions.Options, _max], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var report = ReportArgument.Read(invocation);
        var corpus = new CorpusService(invocation.Workspace);
        IReadOnlyList<CorpusRow> rows = invocation.Parse.GetValue(_row) is { } place
            ? [await corpus.RowAsync(report, place, cancellation)]
            : await corpus.FirstAsync(report, RowOptions.Read(invocation), Math.Max(1, invocation.Parse.GetValue(_max)), cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(rows, CorpusRows.Json)));
            return ExitCode.Ok;
        }

        foreach (var (label, texts) in rows)
        {
            await invocation.Out.WriteAsync(Text(label, texts));
        }

        if (rows.Count == 0)
        {
            await invocation.Out.WriteLineAsync("There is no such row.");
        }

        return ExitCode.Ok;
    }

    private static string Text(RowLabel label, IReadOnlyList<(string Field, FieldRole Role, string Text)> texts)
    {
        var text = new StringBuilder();
        var origin = Kebab.Name(label.Origin).ToUpperInvariant();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Neutralise.Line(label.File)}:{label.Row}  {origin}  {label.Words} words");
        foreach (var evidence in label.Evidence)
        {
            var similarity = evidence.Similarity is { } s ? string.Create(CultureInfo.InvariantCulture, $"similarity {s:F2}") : null;
            var details = string.Join(", ", ((string?[])[evidence.Model, evidence.Licence, evidence.Reference, similarity]).OfType<string>());
            text.Append($"  {Kebab.Name(evidence.Kind)}, {Kebab.Name(evidence.Strength)}, for {Kebab.Name(evidence.Indicates)}: ")
                .AppendLine(Neutralise.Line(RuleText.Of(evidence.Summary)) + (details.Length > 0 ? $" ({Neutralise.Line(details)})" : ""));
            Spans(text, evidence.Spans, texts);
        }

        if (label.Repeats is { } repeats)
        {
            var how = repeats.Equal ? "equal" : string.Create(CultureInfo.InvariantCulture, $"similarity {repeats.Similarity:F2}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  repeats {Neutralise.Line(repeats.File)}:{repeats.Row} ({how})");
        }

        foreach (var passage in label.Passages ?? [])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  has {passage.Words} words in a row of {Neutralise.Line(passage.File)}:{passage.Row}");
            Spans(text, passage.Spans, texts);
        }

        foreach (var (field, role, said) in texts)
        {
            text.AppendLine($"  [{Neutralise.Line(field)}, {Kebab.Name(role)}]")
                .AppendLine(string.Join('\n', Neutralise.Text(said).Split('\n').Select(l => "  | " + l)));
        }

        return text.AppendLine().ToString();
    }

    private static void Spans(StringBuilder text, IReadOnlyList<TextSpan> spans, IReadOnlyList<(string Field, FieldRole Role, string Text)> texts)
    {
        foreach (var span in spans.Take(5))
        {
            var part = texts.Where(t => t.Field == span.Field).ElementAtOrDefault(span.Turn).Text ?? "";
            var slice = Neutralise.Line(CorpusRows.Slice(part, span.Start, Math.Min(span.End, span.Start + MaxSlice)));
            text.Append(CultureInfo.InvariantCulture, $"    {Neutralise.Line(span.Field)} {span.Start}–{span.End}: ")
                .AppendLine($"“{slice}{(span.End - span.Start > MaxSlice ? "…" : "")}”");
        }
    }
}

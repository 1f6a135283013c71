using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Label;
using Roundtable.Cli.Runs;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Students;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Cli.Students;

/// <summary><c>roundtable classify</c>: a student labels texts, and leaves to a panel those of which it is not sure enough.</summary>
internal static class ClassifyCommand
{
    private static readonly Argument<string> _folder = new("STUDENT") { Description = "The folder of the student." };

    private static readonly Argument<string?> _items = new("TEXTS")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The file with the texts: JSON Lines, a JSON array, CSV, TSV, Parquet, or .txt with a text a line (default: standard input, a text a "
            + "line).",
    };

    private static readonly Option<bool> _csv = new("--csv") { Description = "Write CSV instead of tabs; no cell is a formula to a spreadsheet." };

    private static readonly Option<double?> _from = new("--from")
    {
        Description = "The least probability with which it answers by itself (default: the one chosen with 'roundtable handover', else 0).",
        HelpName = "P",
    };

    private static readonly Option<string?> _handed = new("--handed")
    {
        Description = "Write the texts below the threshold to a file (JSON Lines), which a panel can label and a student be taught.",
        HelpName = "FILE",
    };

    private static readonly Option<int?> _threads = new("--threads")
    {
        Description = "Maximum number of threads; it changes nothing but the time.",
        HelpName = "N",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "classify",
        "Label texts with a student. With --panel or --model those below its threshold are asked of a panel, whose answers can be taught next time.",
        [
            _folder, _items, LabelOptions.Text, RunOptions.Id, _csv, _from, _handed, VectorOptions.Vectors,
            _threads, AskOptions.Panel, AskOptions.Models, RunOptions.MaxCalls,
            RunOptions.Budget, RunOptions.Yes,
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var (csv, handed, models) = (parse.GetValue(_csv), parse.GetValue(_handed), parse.GetValue(AskOptions.Models) ?? []);
        var asks = parse.GetValue(AskOptions.Panel) is not null || models.Length > 0;
        if (csv && invocation.Json)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Give --csv or --json, not both.");
        }

        if (asks && handed is null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--handed is missing: the file for the texts that the panel is asked about.");
        }

        if (parse.GetValue(_from) is < 0 or > 1 || parse.GetValue(_threads) is < 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--from must be 0 to 1, and --threads 1 or more.");
        }

        var folder = StudentFolder.Open(parse.GetRequiredValue(_folder));
        using var encoder = folder.Encoder(invocation.Workspace, parse.GetValue(VectorOptions.Vectors));
        var classification = new Classification(
            folder.Model(), parse.GetValue(_from) ?? folder.HandOver()?.MinProbability ?? 0, parse.GetValue(_threads) ?? Environment.ProcessorCount, encoder);
        var texts = parse.GetValue(_items) is { } path
            ? StudentTexts.Read(path, parse.GetValue(RunOptions.Id), parse.GetValue(LabelOptions.Text))
            : StudentTexts.Lines(Console.In);
        var labelled = classification.Label(texts, cancellation);
        if (handed is null)
        {
            await WriteAsync(invocation, csv, labelled.Select(l => Of(l)));
            return ExitCode.Ok;
        }

        var all = labelled.ToList();
        var count = StudentTexts.Write(handed, all.Where(l => l.IsHandedOver).Select(l => l.Text));
        var panel = new Dictionary<string, LabelRow>(StringComparer.Ordinal);
        if (asks && count > 0)
        {
            var question = new PanelQuestion(handed, parse.GetValue(AskOptions.Panel), models) { IdColumn = "id", TextColumn = "text" };
            var (run, exit) = await PanelLabels.AskAsync(invocation, folder.Codebook(), question, cancellation);
            if (run is null)
            {
                return exit;
            }

            panel = LabelRowFile.Read(Path.Combine(run.Folder, LabelFolder.LabelsName)).ToDictionary(r => r.Id, StringComparer.Ordinal);
            await invocation.Error.WriteLineAsync(Neutralise.Line(string.Create(
                CultureInfo.InvariantCulture, $"{count:N0} texts were handed over to run {run.Run}: teach it next time with '--teacher {run.Run}'.")));
        }

        await WriteAsync(invocation, csv, all.Select(l => !l.IsHandedOver || !asks ? Of(l)
            : panel.GetValueOrDefault(l.Text.Id) is { Label: { } said } row ? new Said(l.Text.Id, said, row.Probability, row.By, l.Text.Text)
            : new Said(l.Text.Id, null, null, null, l.Text.Text)));
        return ExitCode.Ok;
    }

    private static async Task WriteAsync(Invocation invocation, bool csv, IEnumerable<Said> labels)
    {
        if (csv)
        {
            await invocation.Out.WriteAsync("id,label,probability,by\r\n");
        }

        foreach (var part in labels.Chunk(1_024))
        {
            await invocation.Out.WriteAsync(string.Concat(part.Select(s => invocation.Json ? Json(s) : csv ? Csv(s) : Plain(s))));
        }

        await invocation.Out.FlushAsync(CancellationToken.None);
    }

    private static Said Of(ClassifiedText text) => new(text.Text.Id, text.Label, text.Probability, text.IsHandedOver ? null : "student", text.Text.Text);

    private static string Json(Said said) =>
        $"{{\"by\":{Quoted(said.By)},\"id\":{Quoted(said.Id)},\"label\":{Quoted(said.Label)},\"probability\":{Number(said.Probability) ?? "null"}}}\n";

    private static string Csv(Said said) =>
        $"{CsvCell.Of(said.Id)},{CsvCell.Of(said.Label ?? "")},{Number(said.Probability)},{said.By ?? "handed-over"}\r\n";

    private static string Plain(Said said) =>
        $"{Neutralise.Line(said.Label ?? "(no label)")}\t{Number(said.Probability)}\t{said.By ?? "handed over"}\t{Neutralise.Line(said.Text)}\n";

    private static string Quoted(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text)}\"";

    private static string? Number(double? probability) => probability?.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>What is said of a text, and by whom: <c>student</c>, <c>panel</c>, <c>people</c>; null where it is below the threshold.</summary>
    private sealed record Said(string Id, string? Label, double? Probability, string? By, string Text);
}

using System.CommandLine;
using System.Globalization;
using Roundtable.Annotation.Codebooks;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Cli.Label;
using Roundtable.Cli.Runs;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Students;

namespace Roundtable.Cli.Students;

/// <summary><c>roundtable teach</c>: a student from what a panel said of texts, ruled on first.</summary>
internal static class TeachCommand
{
    private static readonly Argument<string> _codebook = new("CODEBOOK") { Description = "The codebook (YAML) by which its teachers labelled." };

    private static readonly Option<string[]> _teacher = new("--teacher")
    {
        Description = "A run whose labels are taught (id, the beginning of one, last, or a folder); can be given more than once. With --items a panel.",
        HelpName = "RUN",
        Required = true,
    };

    private static readonly Option<string?> _items = new("--items")
    {
        Description = "A file with texts that the panel of --teacher labels first, for the use distil.",
        HelpName = "FILE",
    };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the student; it has to be empty.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string?> _name = new("--name")
    {
        Description = "Its name in the registry, after student/ (default: the codebook's). Its version is the beginning of its digest.",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> _source = new("--source")
    {
        Description = "A dataset or model of the registry that the texts came from; it is ruled on too. Can be given more than once.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> _vectorsModel = new("--vectors-model")
    {
        Description = "The entry of the sentence-vector model in the registry; it is ruled on too, and without one nothing is taught.",
        HelpName = "NAME",
    };

    private static readonly Option<long?> _seed = new("--seed")
    {
        Description = "Random seed of the split into folds; the same seed makes the same student.",
        HelpName = "N",
    };

    private static readonly Option<int?> _threads = new("--threads")
    {
        Description = "Maximum number of threads; it changes nothing but the time.",
        HelpName = "N",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "teach",
        "Teach a small local model what a panel says of texts. The use distil is ruled on before anything is learned.",
        [
            _codebook, _teacher, _items, _out, _name, _source, VectorOptions.Vectors, _vectorsModel,
            _seed, _threads, JudgeOptions.As, LabelOptions.Text, RunOptions.Id, LabelOptions.Gold,
            RunOptions.MaxCalls, RunOptions.Budget, RunOptions.Yes,
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        if (parse.GetValue(_threads) is < 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--threads must be 1 or more.");
        }

        var codebook = await CodebookFile.ReadAsync(parse.GetRequiredValue(_codebook), cancellation);
        IReadOnlyList<string> teachers = parse.GetRequiredValue(_teacher);
        if (parse.GetValue(_items) is { } items)
        {
            var (labelled, exit) = await LabelAsync(invocation, codebook, teachers, items, cancellation);
            if (labelled is null)
            {
                return exit;
            }

            teachers = [labelled.Folder];
        }

        var taught = await new StudentService(invocation.Workspace).TeachAsync(
            new TeachRequest(codebook, teachers, parse.GetRequiredValue(_out))
            {
                Name = parse.GetValue(_name),
                As = parse.GetValue(JudgeOptions.As),
                Sources = parse.GetValue(_source) ?? [],
                Vectors = parse.GetValue(VectorOptions.Vectors),
                VectorsModel = parse.GetValue(_vectorsModel),
                Seed = parse.GetValue(_seed) ?? 1,
                Threads = parse.GetValue(_threads),
            },
            cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(taught.Json()) : Text(taught));
        return ExitCode.Ok;
    }

    private static Task<(LabelledRun? Labels, int Exit)> LabelAsync(
        Invocation invocation, Codebook codebook, IReadOnlyList<string> panels, string items, CancellationToken cancellation) => panels is [var panel]
        ? PanelLabels.AskAsync(
            invocation,
            codebook,
            new PanelQuestion(items, panel, [])
            {
                TextColumn = invocation.Parse.GetValue(LabelOptions.Text),
                IdColumn = invocation.Parse.GetValue(RunOptions.Id),
                Gold = invocation.Parse.GetValue(LabelOptions.Gold),
            },
            cancellation)
        : throw new WorkspaceException(ErrorKind.InvalidInput, "With --items one --teacher is given: the panel that labels them.");

    private static string Text(TaughtFolder taught)
    {
        var (report, lines) = (taught.Student.Report, new List<string>());
        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Name}: {report.Classes.Count} classes from {report.Texts:N0} texts, {report.Features:N0} features, in {taught.Student.Path}."));
        lines.AddRange(StudentSentences.Test(report));
        lines.AddRange(report.Conditions.Select(c => $"Condition: {c}."));
        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Ruled on for {report.Use} (leaf {taught.Ruling}) and registered as {taught.Model.Entry.Id} (leaf {taught.Model.Leaf})."));
        lines.Add($"Label texts with 'roundtable classify {taught.Student.Path}'; 'roundtable handover' shows what every threshold costs and gains.");
        return string.Join(Environment.NewLine, lines.Select(l => Neutralise.Line(l)));
    }
}

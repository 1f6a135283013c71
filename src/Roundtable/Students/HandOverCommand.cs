using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Students;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Cli.Students;

/// <summary><c>roundtable handover</c>: what every threshold of a student costs and gains, and which one is kept.</summary>
internal static class HandOverCommand
{
    private static readonly Argument<string> _folder = new("STUDENT") { Description = "The folder of the student." };

    private static readonly Option<double?> _precision = new("--precision")
    {
        Description = "Choose the least threshold at which so many of its own answers are right (learn-then-test, 95 % certain), such as 0.95.",
        HelpName = "SHARE",
    };

    private static readonly Option<double?> _budget = new("--budget")
    {
        Description = "Choose the threshold at which at most so many texts are handed over on average (conformal), such as 0.2.",
        HelpName = "SHARE",
    };

    private static readonly Option<double?> _at = new("--at") { Description = "Choose a threshold; nothing is promised.", HelpName = "P" };

    private static readonly Option<bool> _never = new("--never") { Description = "Hand nothing over." };

    private static readonly Option<string?> _by = new("--by")
    {
        Description = "For --precision: right by gold (what people say; default where there is any) or by teacher.",
        HelpName = "WHOM",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "handover",
        "Show what every threshold of a student costs and gains; choose one by a promised precision or a budget.",
        [_folder, _precision, _budget, _at, _never, _by],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var folder = StudentFolder.Open(invocation.Parse.GetRequiredValue(_folder));
        var chosen = Choice(invocation.Parse) is { } choice ? HandOverService.Choose(folder, choice) : folder.HandOver();
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(HandOverService.Json(folder)) : Text(folder, chosen));
        return ExitCode.Ok;
    }

    private static HandOverChoice? Choice(ParseResult parse)
    {
        bool? byGold = parse.GetValue(_by) switch
        {
            null => null,
            "gold" => true,
            "teacher" => false,
            var other => throw new WorkspaceException(ErrorKind.InvalidInput, $"--by '{Neutralise.Line(other)}' is neither gold nor teacher."),
        };
        List<HandOverChoice> given = [];
        if (parse.GetValue(_precision) is { } precision)
        {
            given.Add(new HandOverChoice.Precision(precision, byGold));
        }

        if (parse.GetValue(_budget) is { } budget)
        {
            given.Add(new HandOverChoice.Budget(budget));
        }

        if (parse.GetValue(_at) is { } at)
        {
            given.Add(new HandOverChoice.From(at));
        }

        if (parse.GetValue(_never))
        {
            given.Add(new HandOverChoice.Never());
        }

        return given switch
        {
            [] when byGold is null => null,
            [var one] when byGold is null || one is HandOverChoice.Precision => one,
            _ => throw new WorkspaceException(ErrorKind.InvalidInput, "Give one of --precision, --budget, --at and --never; --by goes with --precision."),
        };
    }

    private static string Text(StudentFolder folder, StoredHandOver? chosen)
    {
        var table = folder.Report.HandOver;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{folder.Report.Name}: texts below a probability go to the panel.\n\n")
            .Append("  answers from  handed over  agrees with teacher     right  pair right  1,000 texts cost\n");
        foreach (var point in table.Points)
        {
            var from = point.MinProbability is { } probability ? probability.ToString("0.000", CultureInfo.InvariantCulture) : "never";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {from,12}  {Percent(point.HandedOver),11}  {Percent(point.Agreement),19}  {Percent(point.Right),8}  {Percent(point.Pair),10}")
                .Append(CultureInfo.InvariantCulture, $"  {StudentSentences.CostOf(table, point),16}\n");
        }

        return text
            .Append("\nMeasured on texts that it was not taught. \"Right\" is by gold, of what it answers itself; \"pair\" is of all, with the teacher ")
            .Append("for the rest.\n")
            .Append(chosen is null
                ? "It answers every text: choose a threshold with --precision, --budget or --at."
                : $"Chosen: {Neutralise.Line(chosen.Promise)}")
            .ToString();
    }

    private static string Percent(Frequency frequency) => frequency.Share is { } share ? StudentSentences.Percent(share) : "–";
}

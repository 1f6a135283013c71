using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Attribution;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Audit;

/// <summary><c>audit attribute</c>: which style family texts of one hand are like.</summary>
internal static class AttributeCommand
{
    private static readonly Argument<string> _recorded = new("RECORDED")
    {
        Description = "Recorded outputs as JSON Lines: family, text, optionally prompt.",
    };

    private static readonly Argument<string> _texts = new("TEXTS") { Description = "Texts of one hand as JSON Lines: text." };

    private static readonly Option<double> _wrong = new("--max-wrong")
    {
        Description = "Maximum share of wrong names on held-out outputs; what is less certain is 'cannot tell' (default: 0.05).",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0.05,
    };

    private static readonly Option<int> _seed = new("--seed")
    {
        Description = "Random seed; same seed, same report.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "attribute",
        "Tell which style family texts of one hand are like, with odds and how often that is wrong on held-out outputs, or that it cannot be told. It names no "
            + "culprit, and does not tell a student's teacher.",
        [_recorded, _texts, _wrong, _seed],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var wrong = parse.GetValue(_wrong) is > 0 and < 0.5 and var share ? share
            : throw new WorkspaceException(ErrorKind.InvalidInput, "--max-wrong is a fraction above 0 and below 0.5.");
        var report = await Task.Run(
            () => StyleFiles.Attribute(
                parse.GetRequiredValue(_recorded), parse.GetRequiredValue(_texts), wrong, parse.GetValue(_seed), cancellation),
            cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(report.Json()));
            return ExitCode.Ok;
        }

        var test = report.Test;
        var likeliest = report.Odds.Take(5).Select(o => string.Create(CultureInfo.InvariantCulture, $"{Neutralise.Line(o.Family)} {o.Probability:P1}"));
        var strangers = test.Strangers == 0 ? "With two families it cannot be tested what happens to others."
            : string.Create(CultureInfo.InvariantCulture,
                $"Of {test.Strangers} groups of a family that was left out, {test.StrangersTold:P1} were given a name all the same.");
        await invocation.Out.WriteLineAsync(
            $"{(report.Family is { } family ? $"Like {Neutralise.Line(family)}" : "Cannot tell")}, by {report.Texts} texts: {string.Join(", ", likeliest)}."
                + (report.Family is null && report.Odds[0].Probability > 0.5
                    ? " Odds are among these families alone: the texts may be of none, and are too unlike what "
                        + $"{Neutralise.Line(report.Odds[0].Family)} wrote here."
                    : ""));
        await invocation.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"On {test.Groups} groups of {report.GroupSize} held-out outputs the likeliest family was right in {test.LikeliestIsRight:P1}; {test.Told:P1} were "
                + $"named, {test.WrongOfTold:P1} of these wrongly. {strangers}"));
        await invocation.Out.WriteLineAsync(StyleReport.Notice);
        return ExitCode.Ok;
    }
}

using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Audit;

/// <summary><c>audit cutoff</c>: content that came from a vendor after a bar had reached the organisation.</summary>
internal static class CutoffCommand
{
    private static readonly Argument<string> _organisation = new("ORG") { Description = "The organisation of the registry whose records these are." };

    private static readonly Option<string?> _vendor = new("--vendor")
    {
        Description = "Only this vendor's bars and content (default: everybody's).",
        HelpName = "NAME",
    };

    private static readonly Option<string?> _since = new("--since")
    {
        Description = "Only content that was obtained on this day or later, YYYY-MM-DD; content without a day is always looked at.",
        HelpName = "DAY",
    };

    private static readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "denied: exit code 5 if anything came after a bar, and 6 if something could not be read or there was nothing to look at; unknown: also 6 "
            + "for any open question.",
        HelpName = "WHAT",
    };

    private static readonly Option<string?> _out = new("--out")
    {
        Description = "Write the report to a file: Markdown, or JSON where its name ends with .json.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do not record the report." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "cutoff",
        "Find every answer, exchange, corpus row, set and lineage edge whose content came from a vendor after its bar had reached an organisation, owners "
            + "included; what cannot be told is listed as an open question.",
        [_organisation, _vendor, _since, _failOn, _out, _dryRun],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var failOn = parse.GetValue(_failOn);
        if (failOn is not (null or "denied" or "unknown"))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--fail-on '{Neutralise.Line(failOn)}' is neither denied nor unknown.");
        }

        var report = await new CutoffAudit(invocation.Workspace).RunAsync(
            new CutoffRequest(parse.GetRequiredValue(_organisation))
            {
                Vendor = parse.GetValue(_vendor),
                Since = Day(parse.GetValue(_since)),
                Record = !parse.GetValue(_dryRun),
            },
            cancellation);
        var (markdown, json) = (CutoffMarkdown.Of(report), Document.Line(CutoffJson.Of(report)));
        if (parse.GetValue(_out) is { } path)
        {
            await File.WriteAllTextAsync(path, path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? json + "\n" : markdown, cancellation);
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? json : parse.GetValue(_out) is null ? markdown.TrimEnd() : CutoffMarkdown.Headline(report));
        return failOn is null ? ExitCode.Ok
            : report.Outcome == Outcome.Denied ? ExitCode.Denied
            : report.LookedAtNothing || report.Questions.Any(q => failOn == "unknown" || q.Kind == "unread") ? ExitCode.NotKnown
            : ExitCode.Ok;
    }

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"--since '{Neutralise.Line(text)}' is not a date (YYYY-MM-DD).");
}

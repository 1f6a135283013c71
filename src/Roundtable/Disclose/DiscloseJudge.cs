using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Disclosure.Audits;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose judge</c>: what an audit found.</summary>
internal static class DiscloseJudge
{
    private const int MaxShown = 20;

    private static readonly Argument<string> _audit = new("AUDIT") { Description = "The owner's file with the opened rows; - reads it from standard input." };
    private static readonly Option<string[]> _against = new("--against")
    {
        Description = "Compare the rows with these files of yours, as 'scan --against' does.",
        HelpName = "PATH",
    };

    private static readonly Option<string?> _verdicts = new("--verdicts")
    {
        Description = "What people or another program say of the rows, instead of a scan: JSON Lines with place and wrong (a reason, or null).",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _rows = new("--rows-out")
    {
        Description = "Write the opened rows to a file, with their places.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _use = new("--use")
    {
        Description = "Rule on each row for this use too, by your registry; a row for which it is denied or unknown counts as wrong.",
        HelpName = "USE",
    };

    private static readonly Option<string?> _as = new("--as") { Description = "The organisation that would use them.", HelpName = "NAME" };

    private static readonly Option<bool> _record = new("--record")
    {
        Description = "Put what the audit came to on the record of this data directory, without the rows: the site lists it with the commitment.",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "judge",
        "For auditors: verify the opened rows down to the log, classify each anew, and bound how much of the corpus is counted wrongly.",
        [_audit, _against, _verdicts, _rows, _use, _as, _record, DiscloseOptions.Keys, DiscloseOptions.Policy],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var use = invocation.Parse.GetValue(_use);
        var judging = new RowJudging(
            invocation.Parse.GetValue(_against) ?? [],
            invocation.Parse.GetValue(_verdicts),
            invocation.Parse.GetValue(_rows),
            use is null ? null : new JudgeRequest(null, use, As: invocation.Parse.GetValue(_as)));
        var service = new AuditorService(invocation.Workspace);
        var (path, trust) = (invocation.Parse.GetRequiredValue(_audit), DiscloseOptions.Trust(invocation));
        var (audit, result) = path == "-"
            ? await service.JudgeAsync(Encoding.UTF8.GetBytes(await Console.In.ReadToEndAsync(cancellation)), "standard input", trust, judging, cancellation)
            : await service.JudgeAsync(path, trust, judging, cancellation);
        var leaf = invocation.Parse.GetValue(_record) ? await service.RecordAsync(audit, result, judging, cancellation) : (long?)null;
        var json = Json(audit, result, judging);
        json["leaf"] = leaf;
        await invocation.Out.WriteLineAsync(
            invocation.Json ? Document.Line(json) : Text(audit, result) + (leaf is { } at ? FormattableString.Invariant($"\nOn record as leaf {at}.") : ""));
        return result.Strata.Any(s => s.Wrong > 0) ? ExitCode.CheckFailed : ExitCode.Ok;
    }

    private static JsonObject Json(VerifiedAudit audit, AuditResult result, RowJudging judging) => new()
    {
        ["corpus"] = audit.Corpus.Name,
        ["root"] = audit.Corpus.Root.Hash.ToString(),
        ["commitment"] = audit.CommitmentLeaf,
        ["challenge"] = audit.ChallengeLeaf,
        ["by"] = audit.Challenge.By,
        ["judgedBy"] = judging.By(audit),
        ["unit"] = Kebab.Name(audit.Challenge.Unit),
        ["signedBy"] = audit.SignedBy.ToString(),
        ["cosignedBy"] = Document.Array(audit.CosignedBy, w => w),
        ["bound"] = result.Bound,
        ["risk"] = audit.Challenge.Alpha,
        ["strata"] = Document.Array(result.Strata, s => new JsonObject
        {
            ["class"] = s.Class is { } number ? audit.Corpus.Classes[number].Json() : null,
            ["population"] = s.Population,
            ["drawn"] = s.Drawn,
            ["notOpened"] = s.NotOpened,
            ["wrong"] = s.Wrong,
            ["risk"] = s.Alpha,
            ["bound"] = s.Bound,
        }),
        ["repeated"] = result.Repeated,
        ["wrong"] = Document.Array(result.WrongRows, w => new JsonObject { ["place"] = w.Place, ["why"] = w.Why }),
    };

    private static string Text(VerifiedAudit audit, AuditResult result)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Neutralise.Line(audit.Corpus.Name)}, {audit.Corpus.Rows:N0} rows, committed to on ")
            .Append(CultureInfo.InvariantCulture, $"{audit.CommittedOn.UtcDateTime:yyyy-MM-dd} as leaf {audit.CommitmentLeaf} of {audit.SignedBy.Name}; ")
            .Append(CultureInfo.InvariantCulture, $"every hash, sum and signature was recomputed.\n")
            .Append(audit.CosignedBy.Count > 0
                ? $"The sample was decided with {string.Join(", ", audit.CosignedBy.Select(w => Neutralise.Line(w)))}.\n"
                : "No witness had a part in the sample: owner and auditor together could have chosen it, and the owner could have rewritten the log.\n");
        var unit = Kebab.Name(audit.Challenge.Unit);
        foreach (var stratum in result.Strata)
        {
            text.Append(CultureInfo.InvariantCulture, $"{stratum.Wrong:N0} of {stratum.Drawn:N0} draws are wrong")
                .Append(stratum.NotOpened > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({stratum.NotOpened:N0} not opened)") : "")
                .Append(CultureInfo.InvariantCulture, $": at most {Percent(stratum.Bound)} of {stratum.Population:N0} {unit} of ")
                .Append(stratum.Class is { } number ? $"class {number} ({Neutralise.Line(audit.Corpus.Classes[number].ToString())})" : "all")
                .Append(CultureInfo.InvariantCulture, $", with a risk of {Percent(stratum.Alpha)}.\n");
        }

        if (result.Strata.Count > 1)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"All together: at most {Percent(result.Bound)} of the {unit} are counted wrongly, with a risk of {Percent(audit.Challenge.Alpha)}.\n");
        }

        if (result.Repeated > 0)
        {
            var equal = result.Repeated == 1 ? "is equal to one before it" : "are equal to ones before them";
            text.Append(CultureInfo.InvariantCulture, $"{result.Repeated:N0} of the opened rows {equal}.\n");
        }

        foreach (var row in result.WrongRows.Take(MaxShown))
        {
            text.Append(CultureInfo.InvariantCulture, $"Row at place {row.Place}: {Neutralise.Line(row.Why)}.\n");
        }

        return text.Append(
            "A sample finds what is frequent: a few planted rows it does not find ('roundtable trace' looks for texts that you know). It does not show that a "
            + "model was trained on these rows, nor that there were no others.").ToString();
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}

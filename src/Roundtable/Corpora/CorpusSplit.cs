using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus split</c>: the rows of a corpus in files by origin, or by what a ruling says of them.</summary>
internal static class CorpusSplit
{
    private static readonly Option<string?> _use = new("--use") { Description = "Divide by the ruling on this use instead of by origin.", HelpName = "USE" };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the files; it has to be empty.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string?> _dedupe = new("--dedupe")
    {
        Description = "Deduplicate: of each cluster of equal and near rows keep one, keep-first or keep-longest.",
        HelpName = "WHICH",
    };

    private static readonly Option<string[]> _drop = new("--drop")
    {
        Description = "Leave rows out: contaminated (a benchmark's test item stands in them), denied (by the ruling on --use), secrets (keys, tokens, "
            + "passwords), personal (e-mail addresses, telephone, card, account numbers). Can be given more than once.",
        HelpName = "WHAT",
    };

    private static readonly Option<string[]> _mask = new("--mask")
    {
        Description = "Replace secrets or personal data in every text by the name of their kind, as in [EMAIL-ADDRESS]. Can be given more than once.",
        HelpName = "WHAT",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "split",
        "Write the rows into files by origin, or with --use by the ruling on them.",
        [ReportArgument.Folder, _out, _use, JudgeOptions.As, _dedupe, _drop, _mask, .. RowOptions.Options],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var split = new CorpusDivision(
            ReportArgument.Read(invocation),
            invocation.Parse.GetRequiredValue(_out),
            RowOptions.Read(invocation),
            invocation.Parse.GetValue(_use) is { } use ? UseNames.One(use, "--use: a corpus is divided for one use at a time.") : null,
            invocation.Parse.GetValue(JudgeOptions.As))
        {
            Dedupe = NamedValue.Read<Deduplication>("--dedupe", invocation.Parse.GetValue(_dedupe)),
            Drop = NamedValue.ReadAll<DropReason>(
                "--drop", invocation.Parse.GetValue(_drop), [.. Kebab.Names<DropReason>().Where(n => n != Kebab.Name(DropReason.Duplicate))]),
            Mask = NamedValue.ReadAll<SensitiveGroup>("--mask", invocation.Parse.GetValue(_mask)),
        };
        var divided = await split.WriteAsync(invocation.Workspace, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(split, divided)) : Text(split, divided));
        return ExitCode.Ok;
    }

    private static JsonObject Json(CorpusDivision split, DividedCorpus divided)
    {
        var dropped = new JsonObject();
        foreach (var (reason, rows) in divided.Dropped.OrderBy(d => d.Key))
        {
            dropped[Kebab.Name(reason)] = rows;
        }

        return new JsonObject
        {
            ["folder"] = split.Folder,
            ["files"] = Document.Array(divided.Files, f => new JsonObject { ["name"] = f.File, ["rows"] = f.Rows }),
            ["dropped"] = dropped,
            ["masked"] = divided.Masked,
        };
    }

    private static string Text(CorpusDivision split, DividedCorpus divided)
    {
        var text = new StringBuilder();
        foreach (var (file, rows) in divided.Files)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{Path.Combine(split.Folder, file)}: {rows:N0} rows");
        }

        if (divided.Files.Count == 0)
        {
            text.AppendLine(divided.Dropped.Count == 0 ? "There is no such row." : "No row remains.");
        }

        foreach (var (reason, rows) in divided.Dropped.OrderBy(d => d.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"left out, {Kebab.Name(reason)}: {rows:N0} rows");
        }

        if (split.Mask.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"masked: {divided.Masked:N0}");
        }

        return text.ToString().TrimEnd();
    }
}

using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;

namespace Roundtable.Cli.Sets;

/// <summary><c>set make</c>: rules on every row and writes those that may be used.</summary>
internal static class SetMake
{
    private static readonly Argument<string?> _filter = new("FILTER")
    {
        Description = "Which of them: sessions (all, last, ids), a run, calls (all, ids as x-roundtable-call gives them, model=NAME, caller=NAME, "
            + "upstream=NAME, since=DAY; commas between several), or the folder of a scan's report.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> _from = new("--from")
    {
        Description = "What rows are made of: sessions, runs, calls or corpus.",
        HelpName = "SOURCE",
        Required = true,
    };

    private static readonly Option<string> _format = new("--format")
    {
        Description = $"The format of the rows: {string.Join(", ", Kebab.Names<SetFormat>())}.",
        HelpName = "FORMAT",
        Required = true,
    };

    private static readonly Option<string> _use = new("--for") { Description = "The use that every row is ruled on for.", HelpName = "USE", Required = true };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the set; it has to be empty.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string?> _split = new("--split")
    {
        Description = "Shares of the questions for train/validation/test, as in 90/5/5, or train/test. Rows with one question are never on two sides.",
        HelpName = "SHARES",
    };

    private static readonly Option<bool> _onlyAllowed = new("--only-allowed")
    {
        Description = "Leave out rows that are denied or unknown. Without it one of them refuses the set.",
    };

    private static readonly Option<bool> _standard = new("--standard") { Description = "For TRL: plain texts instead of dialogues." };

    private static readonly Option<bool> _parquet = new("--parquet") { Description = "Write rows as Parquet instead of JSON Lines." };

    private static readonly Option<string?> _name = new("--name")
    {
        Description = "Its name in the registry, with or without a version (default: the folder's name, and a version that the rows decide).",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> _source = new("--source")
    {
        Description = "A dataset or model of the registry that every row also came from, such as that of the texts that were labelled. Can be given more than "
            + "once.",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> _mask = new("--mask")
    {
        Description = "Replace secrets or personal data by the name of their kind; otherwise such rows are left out. Can be given more than once.",
        HelpName = "WHAT",
    };

    private static readonly Option<string[]> _keep = new("--keep")
    {
        Description = "Keep rows with secrets or personal data as they are. Can be given more than once.",
        HelpName = "WHAT",
    };

    private static readonly Option<string[]> _against = new("--against")
    {
        Description = "Leave out rows in which texts of a file or folder stand, or with PATH=benchmark:NAME test items. Can be given more than once.",
        HelpName = "PATH",
    };

    private static readonly Option<string?> _dedupe = new("--dedupe")
    {
        Description = "exact (default): leave out rows equal to an earlier one; near: also near-duplicates.",
        HelpName = "WHICH",
    };

    private static readonly Option<bool> _noThinking = new("--no-thinking") { Description = "Leave out what models thought before they answered." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "make",
        "Rule on every row for a use, and write those that may be used as a training set with card, conditions, proof and configurations.",
        [
            _filter, _from, _format, _use, _out, _split, _onlyAllowed, _standard, _parquet, _name, _source, _mask, _keep, _against, _dedupe, _noThinking,
            JudgeOptions.As,
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var made = await new SetService(invocation.Workspace).MakeAsync(
            new SetRequest
            {
                From = parse.GetRequiredValue(_from),
                Filter = parse.GetValue(_filter),
                Format = Format(parse.GetRequiredValue(_format)),
                Standard = parse.GetValue(_standard),
                Parquet = parse.GetValue(_parquet),
                Use = UseNames.One(parse.GetRequiredValue(_use), "--for: a set is made for one use; make another one for another use."),
                As = parse.GetValue(JudgeOptions.As),
                Folder = parse.GetRequiredValue(_out),
                Name = parse.GetValue(_name),
                Split = parse.GetValue(_split) is { } split ? SetSplit.Parse(split) : SetSplit.Usual,
                OnlyAllowed = parse.GetValue(_onlyAllowed),
                Sources = parse.GetValue(_source) ?? [],
                Mask = NamedValue.ReadAll<SensitiveGroup>("--mask", parse.GetValue(_mask)),
                Keep = NamedValue.ReadAll<SensitiveGroup>("--keep", parse.GetValue(_keep)),
                Against = parse.GetValue(_against) ?? [],
                DedupeNear = parse.GetValue(_dedupe) switch
                {
                    null or "exact" => false,
                    "near" => true,
                    var other => throw new WorkspaceException(ErrorKind.InvalidInput, $"--dedupe '{Neutralise.Line(other)}' is neither exact nor near."),
                },
                WithoutThinking = parse.GetValue(_noThinking),
            },
            cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(made.Json()) : SetText.Made(made));
        return ExitCode.Ok;
    }

    private static SetFormat Format(string text) => Kebab.TryParse<SetFormat>(text, out var format)
        ? format
        : throw new WorkspaceException(
            ErrorKind.InvalidInput,
            $"Unknown format '{Neutralise.Line(text)}'{CloseName.Suggest(text, Kebab.Names<SetFormat>())} "
                + $"Known formats: {string.Join(", ", Kebab.Names<SetFormat>())}.");
}

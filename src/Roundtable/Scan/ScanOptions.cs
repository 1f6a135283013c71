using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.Canary;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Corpus.Formats.PlainText;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Models.Estimates;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary>What a person chooses for a scan on the command line.</summary>
internal static class ScanOptions
{
    private static readonly Option<string?> _out = new("--out") { Description = "The folder for the report (default: scan-report).", HelpName = "DIR" };

    private static readonly Option<string[]> _fields = new("--field")
    {
        Description = "Role of a field: NAME=ROLE with text, prompt, context, system, response, chosen, rejected, turns, speaker, declared, model or ignored; "
            + "NAME may be a path, as in completions[].response. Can be given more than once; naming one text field means naming all of them.",
        HelpName = "NAME=ROLE",
    };

    private static readonly Option<string> _textRows = new("--text-rows")
    {
        Description = "How plain text is split into rows: paragraph, line or file.",
        HelpName = "WHAT",
        DefaultValueFactory = _ => "paragraph",
    };

    private static readonly Option<string[]> _declare = new("--declare")
    {
        Description = "Known origin of a file or folder: PATH=human, PATH=synthetic or PATH=synthetic:MODEL. Can be given more than once.",
        HelpName = "PATH=ORIGIN",
    };

    private static readonly Option<string?> _sample = new("--sample")
    {
        Description = "Examine only a fraction of the rows, as in 5% or 0.05; shares are reported with confidence intervals.",
        HelpName = "SHARE",
    };

    private static readonly Option<bool> _noDuplicates = new("--no-duplicates") { Description = "Skip duplicate detection." };

    private static readonly Option<double> _similarity = new("--similarity")
    {
        Description = "Near-duplicate threshold, 0.5 to 1 (Jaccard, word 5-grams).",
        HelpName = "INDEX",
        DefaultValueFactory = _ => 0.7,
    };

    private static readonly Option<bool> _tokens = new("--tokens")
    {
        Description = "Also count the tokens of each row (o200k_base, as OpenAI's models since GPT-4o do).",
    };

    private static readonly Option<int?> _threads = new("--threads") { Description = "Number of threads (default: one per processor).", HelpName = "N" };

    private static readonly Option<string?> _shard = new("--shard")
    {
        Description = "Only part I of N, from 1: results are kept for 'scan merge'.",
        HelpName = "I/N",
    };

    private static readonly Option<string?> _use = new("--use") { Description = "Also rule on this use of the corpus, as in train-open.", HelpName = "USE" };

    private static readonly Option<bool> _force = new("--force") { Description = "Replace a report of another scan that is in the folder." };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do not put the scan on the record." };

    private static readonly Option<string[]> _attested = new("--attested")
    {
        Description = "A signed note in which a person answers for rows ('roundtable corpus attest' makes one); its list lies beside it. Can be given more "
            + "than once.",
        HelpName = "NOTE",
    };

    private static readonly Option<string?> _requireRead = new("--require-read")
    {
        Description = "Fail where less than this share of the text-like bytes was read, as in 95% or 0.95, or where a file could not be.",
        HelpName = "SHARE",
    };

    private static readonly Option<string[]> _trust = new("--trust") { Description = "Trusted verifier key, or a file of keys.", HelpName = "KEY" };

    private static readonly Option<bool> _parquet = new("--parquet") { Description = $"Write the labels as Parquet too, to {ScanFolder.ParquetFile}." };

    private static readonly Option<string?> _since = new("--since")
    {
        Description = "Also report what changed since an earlier scan, by the folder of its report.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> _canaries = CanaryView.Option();

    /// <summary>The options of a scan.</summary>
    public static IReadOnlyList<Symbol> OfScan =>
    [
        .. ReferenceOptions.OfScan, _attested, _trust, _out, _declare, _use, JudgeOptions.As, _fields, _textRows, _sample, _noDuplicates, _similarity, _tokens,
        _threads, _shard, _requireRead, _since, _canaries, _parquet, _force, _dryRun,
    ];

    /// <summary>The options of the report, which merging has too.</summary>
    public static IReadOnlyList<Symbol> OfReport => [_use, JudgeOptions.As, _requireRead, _since, _canaries, _parquet, _dryRun];

    /// <summary>The share of text-like bytes that has to be read; 0 where none is required.</summary>
    /// <exception cref="WorkspaceException">When the value is not accepted.</exception>
    public static double RequiredRead(Invocation invocation) =>
        invocation.Parse.GetValue(_requireRead) is { } text ? Share(text, "--require-read", "95% or 0.95") : 0;

    /// <summary>The scan that an invocation asks for.</summary>
    /// <exception cref="WorkspaceException">When a value is not accepted.</exception>
    public static ScanRequest Read(Invocation invocation, IReadOnlyList<string> paths) => new()
    {
        Paths = paths,
        Folder = invocation.Parse.GetValue(_out) ?? "scan-report",
        Replace = invocation.Parse.GetValue(_force),
        Settings = Settings(invocation),
        Declared = invocation.Parse.GetValue(_declare) ?? [],
        References = ReferenceOptions.Read(invocation),
        Attested = invocation.Parse.GetValue(_attested) ?? [],
        Trusted = invocation.Parse.GetValue(_trust) ?? [],
        Shard = Shard(invocation.Parse.GetValue(_shard)),
        Threads = invocation.Parse.GetValue(_threads) switch
        {
            null => Environment.ProcessorCount,
            >= 1 and <= 1024 and int n => n,
            var n => throw new WorkspaceException(ErrorKind.InvalidInput, $"--threads {n}: a number from 1 to 1024 is expected."),
        },
        Report = Report(invocation),
    };

    /// <summary>What is made of the labels.</summary>
    /// <exception cref="WorkspaceException">When a value is not accepted.</exception>
    public static ReportChoice Report(Invocation invocation)
    {
        // Refused before anything is read.
        _ = RequiredRead(invocation);
        return new(
            invocation.Parse.GetValue(_use) is { } use ? UseNames.One(use, "--use: a corpus is judged for one use at a time.") : null,
            invocation.Parse.GetValue(JudgeOptions.As),
            invocation.Parse.GetValue(_parquet),
            Record: !invocation.Parse.GetValue(_dryRun),
            Since: invocation.Parse.GetValue(_since),
            Canaries: invocation.Parse.GetValue(_canaries));
    }

    private static ScanSettings Settings(Invocation invocation) => new()
    {
        TextRows = Kebab.TryParse<TextRows>(invocation.Parse.GetValue(_textRows)!, out var rows)
            ? rows
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--text-rows '{Neutralise.Line(invocation.Parse.GetValue(_textRows)!)}' is none of: paragraph, line, file."),
        Fields = [.. (invocation.Parse.GetValue(_fields) ?? []).Select(Field)],
        Sample = Sample(invocation.Parse.GetValue(_sample)),
        Tokens = invocation.Parse.GetValue(_tokens) ? O200kTokens.Encoding : null,
        Duplicates = !invocation.Parse.GetValue(_noDuplicates),
        Similarity = invocation.Parse.GetValue(_similarity) is >= 0.5 and <= 1 and var similarity
            ? similarity
            : throw new WorkspaceException(ErrorKind.InvalidInput, "--similarity is a number from 0.5 to 1."),
    };

    private static Shard Shard(string? text)
    {
        if (text is null)
        {
            return Corpus.Plans.Shard.Whole;
        }

        return text.Split('/') is [var i, var n] && Number(i) is { } index && Number(n) is { } count && index >= 1 && index <= count
            ? new Shard(index - 1, count)
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--shard '{Neutralise.Line(text)}' is not of the form I/N: 3/16 is the third of sixteen.");

        static int? Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static PlannedField Field(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && parts[0].Length > 0 && Kebab.TryParse<FieldRole>(parts[1], out var role)
            ? new PlannedField(parts[0], role)
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--field '{Neutralise.Line(text)}': write it as NAME=ROLE, with one of "
                    + $"{string.Join(", ", Kebab.Names<FieldRole>())}.");
    }

    private static double Sample(string? text) => text is null ? 1 : Share(text, "--sample", "5% or 0.05");

    private static double Share(string text, string option, string example)
    {
        var percent = text.EndsWith('%');
        return double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (percent ? number / 100 : number) is > 0 and <= 1 and var share
            ? share
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{option} '{Neutralise.Line(text)}' is not a fraction between 0 and 1: write it as {example}.");
    }
}

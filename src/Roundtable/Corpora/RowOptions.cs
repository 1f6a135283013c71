using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Origins;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;

namespace Roundtable.Cli.Corpora;

/// <summary>Which rows of a corpus, on the command line.</summary>
internal static class RowOptions
{
    private static readonly Option<string?> _origin = new("--origin")
    {
        Description = "Only rows of this origin: human, synthetic, mixed or unknown.",
        HelpName = "ORIGIN",
    };

    private static readonly Option<string?> _model = new("--model") { Description = "Only rows that name this model.", HelpName = "MODEL" };

    private static readonly Option<string?> _evidence = new("--evidence")
    {
        Description = "Only rows with evidence of this kind: recorded, matched, attested, declared or self-identified.",
        HelpName = "KIND",
    };

    private static readonly Option<string?> _file = new("--file") { Description = "Only rows of this file.", HelpName = "FILE" };

    private static readonly Option<bool> _contradictory = new("--contradictory") { Description = "Only rows whose evidence contradicts itself." };

    private static readonly Option<bool> _repeated = new("--repeated")
    {
        Description = "Only rows that repeat an earlier one: equal rows, near-duplicates, and rows with 50 words in a row in common.",
    };

    private static readonly Option<bool> _contaminated = new("--contaminated")
    {
        Description = "Only rows in which a test item of a benchmark stands (of a scan with --against PATH=benchmark:NAME).",
    };

    private static readonly Option<bool> _sensitive = new("--sensitive") { Description = "Only rows with keys or personal data." };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Symbol> Options => [_origin, _model, _evidence, _file, _contradictory, _repeated, _contaminated, _sensitive];

    /// <summary>The rows that an invocation means.</summary>
    /// <exception cref="WorkspaceException">When a value is not accepted.</exception>
    public static RowFilter Read(Invocation invocation) => new()
    {
        Origin = NamedValue.Read<Origin>("--origin", invocation.Parse.GetValue(_origin)),
        Evidence = NamedValue.Read<EvidenceKind>("--evidence", invocation.Parse.GetValue(_evidence)),
        Model = invocation.Parse.GetValue(_model),
        File = invocation.Parse.GetValue(_file),
        Contradictory = invocation.Parse.GetValue(_contradictory),
        Repeated = invocation.Parse.GetValue(_repeated),
        Contaminated = invocation.Parse.GetValue(_contaminated),
        Sensitive = invocation.Parse.GetValue(_sensitive),
    };
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose challenge</c>: what an auditor wants to see.</summary>
internal static class DiscloseChallenge
{
    private const double UsualRisk = 0.05;

    private static readonly Argument<string> _proof = new("PROOF") { Description = "The owner's commitment.tlog-proof." };
    private static readonly Option<string> _out = new("--out") { Description = "The file for the owner.", HelpName = "FILE", Required = true };
    private static readonly Option<string> _nonce = new("--nonce")
    {
        Description = "The file for your nonce. Show it to nobody until the owner has accepted the challenge.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string> _by = new("--by") { Description = "Who asks: stands on the owner's record.", HelpName = "NAME", Required = true };
    private static readonly Option<long?> _rows = new("--rows") { Description = "How many draws, from all rows at once." };
    private static readonly Option<double?> _share = new("--share")
    {
        Description = "As many draws as it takes to show that less than this share is wrong, if nothing is: 0.05 takes 59, 0.01 299, 0.001 2,995.",
    };

    private static readonly Option<bool> _byClass = new("--by-class") { Description = "Share the draws among the classes by their size." };
    private static readonly Option<bool> _each = new("--each") { Description = "So many draws from each class." };
    private static readonly Option<string?> _unit = new("--unit") { Description = "What is drawn by: rows (default) or bytes.", HelpName = "UNIT" };
    private static readonly Option<double> _risk = new("--risk")
    {
        Description = "The risk that the bounds do not hold, all together: 0.05 for 95 % confidence.",
        DefaultValueFactory = _ => UsualRisk,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "challenge",
        "For auditors: ask for a sample of rows, and commit to a nonce that decides it together with the log's witnesses.",
        [_proof, _out, _nonce, _by, _rows, _share, _byClass, _each, _unit, _risk, DiscloseOptions.Keys, DiscloseOptions.Policy],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var risk = parse.GetValue(_risk);
        var draws = (parse.GetValue(_rows), parse.GetValue(_share)) switch
        {
            ({ } rows, null) => rows,
            (null, > 0 and < 1 and { } share) when risk is > 0 and < 1 => WrongShare.SampleFor(share, risk),
            _ => throw new WorkspaceException(ErrorKind.InvalidInput, "How many rows? Give --rows NUMBER, or --share with a number between 0 and 1."),
        };
        var sample = new SampleRequest(
            draws, NamedValue.Read<Unit>("--unit", parse.GetValue(_unit)) ?? Unit.Rows, parse.GetValue(_byClass), parse.GetValue(_each), risk);
        var output = parse.GetRequiredValue(_out);
        var trust = DiscloseOptions.Trust(invocation);
        var (corpus, challenge) = AuditorService.Ask(
            parse.GetRequiredValue(_proof), trust, sample, parse.GetRequiredValue(_by), output, parse.GetRequiredValue(_nonce));
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = output, ["challenge"] = JsonNode.Parse(challenge.Write()) })
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Neutralise.Line(output)} asks for {challenge.Strata.Sum(s => s.Draws):N0} draws by {Kebab.Name(sample.Unit)} of {corpus.Rows:N0} rows of "
                    + $"{Neutralise.Line(corpus.Name)}. Give it to the owner ('roundtable disclose accept'), and keep the nonce to yourself.")
                + (challenge.Witnesses.Count > 0
                    ? ""
                    : "\nNo witness has a part in the sample: with --policy, owner and auditor together could not choose it either."));
        return ExitCode.Ok;
    }
}

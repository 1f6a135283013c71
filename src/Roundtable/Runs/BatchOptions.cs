using System.CommandLine;
using Roundtable.Models.Batches;
using Roundtable.Record.Wording;
using Roundtable.Workspace;

namespace Roundtable.Cli.Runs;

/// <summary>Options of verbs that can ask in providers' batches.</summary>
internal static class BatchOptions
{
    /// <summary><c>--batch</c>.</summary>
    public static Option<bool> Batch { get; } = new("--batch")
    {
        Description = "Ask in the providers' batches: half the price, within 24 hours. The first items are asked at once.",
    };

    /// <summary><c>--batch-or-live</c>.</summary>
    public static Option<bool> OrLive { get; } = new("--batch-or-live")
    {
        Description = "With --batch: ask seats that no batch takes at once, at the full price. Without it they are refused.",
    };

    /// <summary><c>--batch-expired WHAT</c>.</summary>
    public static Option<string?> Expired { get; } = new("--batch-expired")
    {
        Description = "What is done with calls whose batch expired: resubmit (default), ask-live or leave-absent.",
        HelpName = "WHAT",
    };

    /// <summary>What was given: null to ask at once.</summary>
    /// <exception cref="WorkspaceException">When a value is not known, or only makes sense with the other option.</exception>
    public static ExpiredCalls? Read(ParseResult parse)
    {
        var word = parse.GetValue(Expired);
        if (!parse.GetValue(Batch))
        {
            return parse.GetValue(OrLive) ? throw new WorkspaceException(ErrorKind.InvalidInput, "--batch-or-live is about batches: give --batch too.")
                : word is null ? null : throw new WorkspaceException(ErrorKind.InvalidInput, "--batch-expired is about batches: give --batch too.");
        }

        return word is null ? ExpiredCalls.Resubmit
            : Kebab.TryParse<ExpiredCalls>(word, out var expired) ? expired
            : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"Unknown value '{Neutralise.Line(word)}' of --batch-expired. Known values: {string.Join(", ", Kebab.Names<ExpiredCalls>())}.");
    }
}

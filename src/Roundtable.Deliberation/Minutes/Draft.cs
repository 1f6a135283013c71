using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Minutes;

/// <summary>One answer of the moderator, kept raw so that the minutes can be rebuilt from it without a model.</summary>
/// <param name="Text">The answer as recorded.</param>
/// <param name="Receipt">The receipt of its leaf in the log.</param>
public sealed record Draft(string Text, Receipt Receipt)
{
    /// <summary>What the moderator thought, where the provider keeps it apart; null where it shows none. The minutes are not made from it.</summary>
    public string? Thinking { get; init; }
}

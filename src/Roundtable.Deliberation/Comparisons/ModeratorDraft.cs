using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>One answer of the moderator, kept raw so that comparison and fused answer can be computed from it again without a model.</summary>
/// <param name="Call">The name of the call: <c>compare.a0</c>, <c>fuse.a0</c>, ….</param>
/// <param name="Text">The answer as recorded.</param>
/// <param name="Receipt">The receipt of its leaf in the log.</param>
public sealed record ModeratorDraft(string Call, string Text, Receipt Receipt)
{
    /// <summary>What the moderator thought, where the provider keeps it apart; null where it shows none. Nothing is made from it.</summary>
    public string? Thinking { get; init; }
}

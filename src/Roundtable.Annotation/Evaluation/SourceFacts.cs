namespace Roundtable.Annotation.Evaluation;

/// <summary>What is known of a column of votes beside the votes.</summary>
public sealed record SourceFacts
{
    /// <summary>Nothing is known.</summary>
    public static SourceFacts Unknown { get; } = new();

    /// <summary>Why votes are missing, and how many for each reason, such as <c>unreadable</c> or <c>absent</c>.</summary>
    public IReadOnlyDictionary<string, int> Missing { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How many numbers stood beside a currency sign or a unit, which was left out.</summary>
    public int WithUnit { get; init; }

    /// <summary>What all of its answers cost in millionths of a US dollar, reused ones at what they once cost; null if unknown, which is never zero.</summary>
    public long? MicroDollars { get; init; }

    /// <summary>Tokens of the prompts and answers; null if unknown.</summary>
    public long? Tokens { get; init; }
}

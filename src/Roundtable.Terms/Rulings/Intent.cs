using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>What someone wants to do: the part of a question for a ruling that is not the content.</summary>
/// <param name="Use">The use.</param>
/// <param name="On">The day of the use. What has no day of its own is judged under the terms in force on it.</param>
public sealed record Intent(Use Use, DateOnly On)
{
    /// <summary>Name of the organisation that wants to; null where none was said.</summary>
    public string? As { get; init; }

    /// <summary>What the registry knows of it; null where that is nothing.</summary>
    public OrganisationEntry? Organisation { get; init; }

    /// <summary>Judges as if everything had been obtained on this day; null for the days on which it was.</summary>
    public DateOnly? Obtained { get; init; }

    /// <summary>What of a model is meant; null for its weights where they are published, else its outputs.</summary>
    public Subject? Of { get; init; }

    /// <summary>Ids of artifacts that are judged as if they had not been used.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

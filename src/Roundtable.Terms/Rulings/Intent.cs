using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>The intended use: everything that a ruling is asked about besides the content.</summary>
/// <param name="Use">The use.</param>
/// <param name="On">The date of the use. Artifacts without a date of their own are judged under the terms in force on it.</param>
public sealed record Intent(Use Use, DateOnly On)
{
    /// <summary>Name of the organisation that asks; null where unknown.</summary>
    public string? As { get; init; }

    /// <summary>Its registry entry; null where it has none.</summary>
    public OrganisationEntry? Organisation { get; init; }

    /// <summary>Name of the organisation that is served, where the use is to deploy or resell; null where unknown.</summary>
    public string? Serves { get; init; }

    /// <summary>Its registry entry; null where it has none.</summary>
    public OrganisationEntry? ServesOrganisation { get; init; }

    /// <summary>The region of those who are served, as an ISO 3166-1 code of two letters or <c>EU</c>; null for that of the organisation.</summary>
    public string? ServedIn { get; init; }

    /// <summary>Judges as if everything had been obtained on this date; null for the actual dates.</summary>
    public DateOnly? Obtained { get; init; }

    /// <summary>Which part of a model is meant; null for its weights where they are published, else its outputs.</summary>
    public Subject? Of { get; init; }

    /// <summary>Ids of artifacts to exclude: judged as if they had not been used.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

namespace Roundtable.Terms.Registry;

/// <summary>One version of an organisation that makes, offers or uses models and data.</summary>
public sealed record OrganisationEntry : Entry
{
    /// <summary>Its country, as an ISO 3166-1 code of two letters; null where unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Monthly active users of its products, 0 or more; null where unknown.</summary>
    public long? Users { get; init; }

    /// <summary>Revenue in US dollars a year, 0 or more; null where unknown.</summary>
    public long? Revenue { get; init; }

    /// <summary>Who owns it, as far as known.</summary>
    public IReadOnlyList<OwnerShare> Owners { get; init; } = [];

    /// <summary>
    /// The terms that it declares to hold for its own models where nothing else is named, such as those of its API; all of them apply. Empty where it
    /// declares none: then those of every service of its own count.
    /// </summary>
    public IReadOnlyList<EntryReference> DefaultTerms { get; init; } = [];

    /// <summary>Whom it bars from its own models, through whomever they are reached.</summary>
    public IReadOnlyList<AccessFact> Access { get; init; } = [];

    private protected override void Seal()
    {
    }
}

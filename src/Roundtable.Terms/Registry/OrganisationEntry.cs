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

    private protected override void Seal()
    {
    }
}

namespace Roundtable.Terms.Rulings;

/// <summary>The rule of docs/rulings.md by which a ground counts, where it is more than the clause that it cites.</summary>
public enum RulingRule
{
    /// <summary>The clause itself, or that nothing is known.</summary>
    Clause,

    /// <summary>An edge of lineage is a use.</summary>
    Edge,

    /// <summary>Whoever trains, distils or modifies makes something derived.</summary>
    Derivatives,

    /// <summary>The terms of a vendor that declares none for its models by default.</summary>
    VendorTerms,

    /// <summary>A bar follows the model on every route.</summary>
    Bar,

    /// <summary>What cannot be read is unknown.</summary>
    Unreadable,

    /// <summary>A name that fits several models means all of them.</summary>
    Name,

    /// <summary>A use is by somebody for somebody.</summary>
    Served,

    /// <summary>A model's or dataset's own name and licence are held against its conditions.</summary>
    Own,
}

namespace Roundtable.Terms.Cutoffs;

/// <summary>By which way content of a vendor came. In kebab-case: <c>private-account</c>.</summary>
public enum CutoffRoute
{
    /// <summary>From the vendor itself, under the terms that it declares as its own.</summary>
    Direct,

    /// <summary>From another service of the vendor, such as those for private accounts.</summary>
    PrivateAccount,

    /// <summary>Through a reseller of somebody's access.</summary>
    Reseller,

    /// <summary>Through a service that forwards calls to many vendors.</summary>
    Aggregator,

    /// <summary>Through a cloud that hosts the vendor's models.</summary>
    Cloud,

    /// <summary>From a model on one's own machines.</summary>
    Local,

    /// <summary>Nobody says.</summary>
    Hidden,
}

namespace Roundtable.Record.Entries;

/// <summary>Through whose hands an output came. In JSON the names are in lower case.</summary>
public enum RouteKind
{
    /// <summary>From the vendor itself.</summary>
    Direct,

    /// <summary>From a model that runs on the asker's own machines.</summary>
    Local,

    /// <summary>Through a cloud that hosts the vendor's models under its own contract.</summary>
    Cloud,

    /// <summary>Through a service that passes calls on to many vendors.</summary>
    Aggregator,

    /// <summary>Through someone who sells another's access on.</summary>
    Reseller,
}

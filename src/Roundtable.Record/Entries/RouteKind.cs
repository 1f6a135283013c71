namespace Roundtable.Record.Entries;

/// <summary>The kind of route of an output. In JSON the names are in lower case.</summary>
public enum RouteKind
{
    /// <summary>Directly from the vendor.</summary>
    Direct,

    /// <summary>From a model on the caller's own machines.</summary>
    Local,

    /// <summary>Through a cloud that hosts the vendor's models under its own contract.</summary>
    Cloud,

    /// <summary>Through a service that forwards calls to many vendors.</summary>
    Aggregator,

    /// <summary>Through a reseller of another party's access.</summary>
    Reseller,
}

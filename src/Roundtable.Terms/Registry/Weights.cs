namespace Roundtable.Terms.Registry;

/// <summary>Whether others can have a model's weights.</summary>
public enum Weights
{
    /// <summary>They are published.</summary>
    Open,

    /// <summary>Only its answers can be had.</summary>
    Closed,
}

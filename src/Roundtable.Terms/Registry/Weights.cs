namespace Roundtable.Terms.Registry;

/// <summary>Whether a model's weights are published.</summary>
public enum Weights
{
    /// <summary>They are published.</summary>
    Open,

    /// <summary>Only its outputs are available.</summary>
    Closed,
}

namespace Roundtable.Terms.Registry;

/// <summary>Who wrote the texts of a dataset.</summary>
public enum Origin
{
    /// <summary>People.</summary>
    Human,

    /// <summary>Models.</summary>
    Synthetic,

    /// <summary>Both.</summary>
    Mixed,

    /// <summary>Unknown.</summary>
    Unknown,
}

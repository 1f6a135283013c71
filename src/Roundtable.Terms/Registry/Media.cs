namespace Roundtable.Terms.Registry;

/// <summary>What the content of a dataset is, or what a model makes.</summary>
public enum Media
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Still pictures.</summary>
    Image,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Moving pictures.</summary>
    Video,
}

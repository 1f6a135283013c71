using System.Text.Json.Serialization;

namespace Roundtable.Annotation.Runs;

/// <summary>What a run is made for.</summary>
public enum RunKind
{
    /// <summary>A poll: a tally and its label for each item.</summary>
    [JsonStringEnumMemberName("poll")]
    Poll,

    /// <summary>A labelling by a codebook.</summary>
    [JsonStringEnumMemberName("label")]
    Label,

    /// <summary>An evaluation against known answers.</summary>
    [JsonStringEnumMemberName("bench")]
    Bench,
}

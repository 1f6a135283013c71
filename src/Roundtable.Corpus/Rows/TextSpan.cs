using System.Text.Json.Serialization;

namespace Roundtable.Corpus.Rows;

/// <summary>A part of a row's text that evidence refers to.</summary>
/// <param name="Field">The field that the text was read from.</param>
/// <param name="Turn">The index of the text among the field's texts, from 0; more than 0 only for lists.</param>
/// <param name="Start">The first character, in Unicode code points of that text.</param>
/// <param name="End">The position after its last character.</param>
public sealed record TextSpan(string Field, int Turn, int Start, int End)
{
    /// <summary>The span of what is in a row and in none of its texts.</summary>
    public static TextSpan Nowhere { get; } = new("", 0, 0, 0);

    /// <summary>Whether it is within a text.</summary>
    [JsonIgnore]
    public bool IsInText => Field.Length > 0;
}

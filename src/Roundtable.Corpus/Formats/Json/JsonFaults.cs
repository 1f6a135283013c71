using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>The words of each <see cref="JsonFault"/>.</summary>
internal static class JsonFaults
{
    public static RowFault At(JsonFault fault, int offset) => new(Words(fault), offset);

    private static string Words(JsonFault fault) => fault switch
    {
        JsonFault.Unexpected => "not JSON: a character that cannot stand there",
        JsonFault.Cut => "not JSON: it ends within a value",
        JsonFault.Control => "not JSON: a control character within a string",
        JsonFault.Escape => "not JSON: a backslash before something that is no escape",
        JsonFault.Surrogate => "half of a character: an escaped surrogate without its other half",
        JsonFault.Encoding => "not UTF-8",
        JsonFault.Number => "not JSON: a malformed number",
        JsonFault.Depth => "values nested more than 128 deep",
        JsonFault.Duplicate => "a field that stands twice",
        JsonFault.NotARow => "not an object",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}

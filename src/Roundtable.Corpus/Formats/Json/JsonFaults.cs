using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>The wording of each <see cref="JsonFault"/>.</summary>
internal static class JsonFaults
{
    public static RowFault At(JsonFault fault, int offset) => new(Reason(fault), offset);

    private static string Reason(JsonFault fault) => fault switch
    {
        JsonFault.Unexpected => "not JSON: an unexpected character",
        JsonFault.Cut => "not JSON: it ends within a value",
        JsonFault.Control => "not JSON: a control character within a string",
        JsonFault.Escape => "not JSON: an invalid escape sequence",
        JsonFault.Surrogate => "an escaped surrogate without its other half",
        JsonFault.Encoding => "not UTF-8",
        JsonFault.Number => "not JSON: a malformed number",
        JsonFault.Depth => "values nested more than 128 deep",
        JsonFault.Duplicate => "a duplicate field",
        JsonFault.NotARow => "not an object",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}

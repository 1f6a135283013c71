using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Corpus.Scanning;

/// <summary>Writes the names of values in kebab-case: self-identified.</summary>
internal sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

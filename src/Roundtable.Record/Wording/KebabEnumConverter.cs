using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Record.Wording;

/// <summary>Enumeration values in JSON by name, in kebab-case, such as <c>self-identified</c>; numbers are not accepted.</summary>
public sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

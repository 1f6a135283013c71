using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Sessions;

/// <summary>Enumeration values by name, in kebab-case; numbers are not accepted.</summary>
internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

using System.Text.Json;

namespace Roundtable.Record.Wording;

/// <summary>Enumeration values by their names in kebab-case: <c>train-open</c>.</summary>
public static class Kebab
{
    /// <summary>The name of a value.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => Cache<T>.Names[value];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => Cache<T>.InOrder;

    /// <summary>The value of a name; letter case matters, numbers are not accepted.</summary>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum => Cache<T>.Values.TryGetValue(name, out value);

    private static class Cache<T>
        where T : struct, Enum
    {
        public static readonly IReadOnlyList<string> InOrder = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
        public static readonly Dictionary<T, string> Names =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));
        public static readonly Dictionary<string, T> Values = Names.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);
    }
}

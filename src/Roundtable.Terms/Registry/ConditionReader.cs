using System.Globalization;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Registry;

/// <summary>Parses a condition: a mapping of one key to its value.</summary>
internal static class ConditionReader
{
    private static readonly Dictionary<string, Func<string, Condition?>> _kinds = new(StringComparer.Ordinal)
    {
        ["attribution"] = text => new Condition.Attribution(text),
        ["name-prefix"] = text => new Condition.NamePrefix(text),
        ["users-at-most"] = text => Count(text) is { } count ? new Condition.UsersAtMost(count) : null,
        ["revenue-at-most"] = text => Count(text) is { } count ? new Condition.RevenueAtMost(count) : null,
        ["share-alike"] = text => new Condition.ShareAlike(text),
        ["only-for"] = text => new Condition.OnlyFor(text),
        ["not-for"] = text => new Condition.NotFor(text),
        ["not-in"] = text => Regions.IsRegion(text) ? new Condition.NotIn(text) : null,
        ["not-by"] = text => EntryId.IsName(text) ? new Condition.NotBy(text) : null,
        ["not-served-in"] = text => Regions.IsRegion(text) ? new Condition.NotServedIn(text) : null,
        ["not-serving"] = text => EntryId.IsName(text) ? new Condition.NotServing(text) : null,
        ["notice"] = text => new Condition.Notice(text),
    };

    /// <summary>The condition, or null with a problem.</summary>
    public static Condition? Read(YamlNode node, IList<YamlProblem> problems)
    {
        if (YamlMap.Of(node, "A condition", problems) is not { } map)
        {
            return null;
        }

        var keys = _kinds.Keys.Where(map.Has).ToList();
        if (keys.Count != 1)
        {
            map.Problem(node, $"A condition needs exactly one of the keys {string.Join(", ", _kinds.Keys)}.");
            return null;
        }

        var condition = map.Text(keys[0]) is { Length: > 0 } text ? _kinds[keys[0]](text) : null;
        if (condition is null)
        {
            map.Problem(keys[0], keys[0] switch
            {
                "not-in" or "not-served-in" => $"'{keys[0]}' must be a region: a code of two capital letters, such as FR, or EU.",
                "not-by" or "not-serving" => $"'{keys[0]}' must be the name of an organisation.",
                "users-at-most" or "revenue-at-most" => $"'{keys[0]}' must be a whole number of at least 1.",
                var key => $"'{key}' is empty.",
            });
        }

        map.End();
        return condition;
    }

    private static long? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
}

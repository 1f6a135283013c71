namespace Roundtable.Terms.Names;

/// <summary>Finds what a name refers to among things that are known by patterns.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class NameIndex<T>
    where T : class
{
    private readonly Dictionary<string, List<Known>> _byFirst = new(StringComparer.Ordinal);
    private readonly List<Known> _others = [];

    /// <summary>Adds a thing with its patterns; one that begins with <c>!</c> excludes the names that it matches.</summary>
    public void Add(T item, string? vendor, IReadOnlyList<string> patterns)
    {
        List<NamePattern> excluded = [.. patterns.Where(p => p.StartsWith('!')).Select(p => NamePattern.Parse(p[1..]))];
        foreach (var pattern in patterns.Where(p => !p.StartsWith('!')).Select(NamePattern.Parse))
        {
            var known = new Known(pattern, excluded, item, vendor);
            if (pattern.First is not { } first)
            {
                _others.Add(known);
            }
            else if (_byFirst.TryGetValue(first, out var list))
            {
                list.Add(known);
            }
            else
            {
                _byFirst.Add(first, [known]);
            }
        }
    }

    /// <summary>
    /// The things that a name refers to, in the order of addition. Of one vendor's the most specific pattern decides; nobody's pattern
    /// replaces another vendor's, however specific: then there are several, as where two of one vendor's are equally specific.
    /// </summary>
    public IReadOnlyList<(T Item, string Pattern)> Find(string name)
    {
        var tokens = ModelName.Tokens(name);
        var candidates = tokens.Count > 0 && _byFirst.TryGetValue(tokens[0], out var list) ? list.Concat(_others) : _others;
        List<Known> matching = [.. candidates.Where(k => k.Pattern.Matches(tokens) && !k.Excluded.Any(e => e.Matches(tokens)))];
        return
        [
            .. matching
                .Where(k => k.Vendor is null || !matching.Any(o => IsCloser(o, k)))
                .DistinctBy(k => k.Item)
                .Select(k => (k.Item, k.Pattern.Text)),
        ];
    }

    private static bool IsCloser(Known one, Known other) =>
        one.Pattern.Specificity > other.Pattern.Specificity && string.Equals(one.Vendor, other.Vendor, StringComparison.OrdinalIgnoreCase);

    private sealed record Known(NamePattern Pattern, IReadOnlyList<NamePattern> Excluded, T Item, string? Vendor);
}

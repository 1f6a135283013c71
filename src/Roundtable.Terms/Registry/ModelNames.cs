using System.Collections.Concurrent;
using Roundtable.Terms.Names;

namespace Roundtable.Terms.Registry;

/// <summary>Finds the models that names refer to, by their registered names and by their patterns.</summary>
/// <param name="models">The models in the latest version of each: it says by which names the model goes.</param>
/// <param name="registered">The model that is registered under a name; null where there is none.</param>
internal sealed class ModelNames(IReadOnlyList<RegisteredEntry> models, Func<string, RegisteredEntry?> registered)
{
    private const int MaxKept = 20_000;

    private readonly NameIndex<RegisteredEntry> _patterns = IndexOf(models);
    private readonly ConcurrentDictionary<string, ModelMatch> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The models that a name refers to.</summary>
    public ModelMatch Find(string name)
    {
        if (_found.TryGetValue(name, out var known))
        {
            return known;
        }

        // Files of rows can hold any number of names.
        if (_found.Count >= MaxKept)
        {
            _found.Clear();
        }

        return _found[name] = Look(name);
    }

    private static NameIndex<RegisteredEntry> IndexOf(IReadOnlyList<RegisteredEntry> models)
    {
        NameIndex<RegisteredEntry> index = new();
        foreach (var model in models)
        {
            index.Add(model, model.Entry.Owner, ((ModelEntry)model.Entry).Matches);
        }

        return index;
    }

    private ModelMatch Look(string name)
    {
        // A connection, or an aggregator and a vendor, may stand before a registered name that has a slash of its own.
        for (var rest = name; ; rest = rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            if (registered(rest) is { } named)
            {
                return new ModelMatch([named], null);
            }

            if (!rest.Contains('/', StringComparison.Ordinal))
            {
                break;
            }
        }

        var found = _patterns.Find(name);
        return new ModelMatch(
            [.. found.Select(f => f.Item)],
            found.Count < 2 ? null
                : $"'{name}' matches {string.Join(" and ", found.Select(f => $"{f.Item.Entry.Id.Unversioned} ('{f.Pattern}')"))}: all of them apply");
    }
}

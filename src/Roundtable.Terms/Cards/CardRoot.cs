using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>What a document with several elements is about, and that each of them is told once.</summary>
internal static class CardRoot
{
    /// <summary>The element that a given name stands for: what the document says it describes, the only one, or the only model.</summary>
    /// <exception cref="FormatException">When several could be meant; the message names them.</exception>
    public static T? Of<T>(IReadOnlyList<T> elements, Func<T, EntryKind> kind, Func<T, string> name, T? described, CardDefaults defaults)
        where T : class
    {
        List<T> fit = [.. elements.Where(e => defaults.Kind is null || kind(e) == defaults.Kind)];
        if (described is not null && fit.Contains(described))
        {
            return described;
        }

        List<T> models = [.. fit.Where(e => kind(e) == EntryKind.Model)];
        return fit.Count <= 1 ? fit.FirstOrDefault()
            : models.Count == 1 ? models[0]
            : throw new FormatException(
                $"The name '{defaults.Name}' could stand for any of {string.Join(", ", fit.Take(5).Select(e => $"'{name(e)}'"))}"
                + $"{(fit.Count > 5 ? " and others" : "")}: the document does not say what it describes. Import it without a name of your own.");
    }

    /// <summary>Each entry once. Where one is told twice and differently, nobody knows which holds: neither is taken.</summary>
    public static IReadOnlyList<Entry> Once(IEnumerable<Entry> entries, List<string> warnings)
    {
        List<Entry> once = [];
        foreach (var group in entries.GroupBy(e => e.Id.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            if (group.Select(e => Convert.ToHexString(EntryWriter.Write(e))).Distinct(StringComparer.Ordinal).Skip(1).Any())
            {
                warnings.Add($"{group.First().Id}: described twice and differently; ignored.");
            }
            else
            {
                once.Add(group.First());
            }
        }

        return once;
    }
}

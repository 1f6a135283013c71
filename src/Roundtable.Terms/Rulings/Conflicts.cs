using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>Finds conditions that cannot be met: two of them at once, or one under the content's own name and licence.</summary>
/// <param name="registry">Knows which licences accept each other's works.</param>
internal sealed class Conflicts(RegistrySnapshot registry)
{
    /// <summary>Every pair of conditions that cannot both be met.</summary>
    public IReadOnlyList<Conflict> Between(IReadOnlyList<Condition> conditions) =>
    [
        .. from i in Enumerable.Range(0, conditions.Count)
           from j in Enumerable.Range(i + 1, conditions.Count - i - 1)
           let why = Between(conditions[i], conditions[j])
           where why is not null
           select new Conflict(conditions[i], conditions[j], why),
    ];

    /// <summary>The conditions that the content does not meet as it is, where it would be handed on: under its name, or under its licence.</summary>
    public IReadOnlyList<Conflict> Within(LineageTraversal traversal, Use use)
    {
        if (use is not (Use.Publish or Use.Deploy or Use.Resell) || traversal.Visits[0].Artifact.Entry?.Entry is not { } entry)
        {
            return [];
        }

        // Its own licence asks nothing of itself; what it asks of a name holds for the content too.
        var conditions = traversal.Visits.SelectMany((v, i) => v.Grounds.SelectMany(g => g.Conditions).Where(c => i > 0 || c is Condition.NamePrefix))
            .Distinct();
        return
        [
            .. conditions.OrderBy(c => c.Key, StringComparer.Ordinal).ThenBy(c => c.Value, StringComparer.Ordinal)
                .Select(c => Within(entry, c) is { } why ? new Conflict(c, null, why) : null).OfType<Conflict>(),
        ];
    }

    /// <summary>Why two conditions cannot both be met, as a sentence without a full stop; null where they can.</summary>
    public string? Between(Condition one, Condition other) => (one, other) switch
    {
        (Condition.ShareAlike a, Condition.ShareAlike b) when !Accepted(a.Licence).Overlaps(Accepted(b.Licence)) =>
            $"derived work cannot be distributed under {a.Licence} and under {b.Licence} at once",
        (Condition.NamePrefix a, Condition.NamePrefix b)
            when !a.Prefix.StartsWith(b.Prefix, StringComparison.OrdinalIgnoreCase) && !b.Prefix.StartsWith(a.Prefix, StringComparison.OrdinalIgnoreCase) =>
            $"a name cannot begin with \"{a.Prefix}\" and with \"{b.Prefix}\" at once",
        (Condition.OnlyFor a, Condition.NotFor b) when string.Equals(a.Purpose, b.Purpose, StringComparison.OrdinalIgnoreCase) =>
            $"it is for {a.Purpose} only, and not for {b.Purpose}",
        (Condition.NotFor, Condition.OnlyFor) => Between(other, one),
        _ => null,
    };

    private string? Within(Entry entry, Condition condition)
    {
        switch (condition)
        {
            case Condition.NamePrefix prefix when entry is ModelEntry:
                var name = entry.Id.Name[(entry.Id.Name.LastIndexOf('/') + 1)..];
                return Plain(name).StartsWith(Plain(prefix.Prefix), StringComparison.OrdinalIgnoreCase)
                    ? null
                    : $"its name must begin with \"{prefix.Prefix}\", and \"{name}\" does not";
            case Condition.ShareAlike alike:
                var own = entry switch { ModelEntry model => model.Licences, DatasetEntry dataset => dataset.Licences, _ => [] };
                return own.Count == 0 || own.Any(l => Accepted(alike.Licence).Overlaps(Documents(l.Name)))
                    ? null
                    : $"it has to be handed on under {alike.Licence}, and is under {string.Join(", ", own.Select(l => l.Name))}, which is not compatible";
            default:
                return null;
        }
    }

    /// <summary>The licences under which a share-alike may be kept: itself, and those that its document names as compatible.</summary>
    private HashSet<string> Accepted(string licence)
    {
        var documents = Documents(licence);

        // Where a name means several documents, none of them may widen it.
        var compatible = documents is [var only] && registry.Versions(EntryKind.Terms, only).LastOrDefault()?.Entry is TermsEntry terms ? terms.Compatible : [];
        return new HashSet<string>([.. documents, .. compatible.SelectMany(Documents)], StringComparer.OrdinalIgnoreCase);
    }

    private IReadOnlyList<string> Documents(string licence) => registry.TermsCalled(licence) is { Count: 1 } known ? known : [licence];

    /// <summary>A name without what writers set between its words.</summary>
    private static string Plain(string name) => string.Concat(name.Where(c => c is not (' ' or '-' or '_')));
}

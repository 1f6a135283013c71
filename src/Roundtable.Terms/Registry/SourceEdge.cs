using Roundtable.Record.Entries;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Registry;

/// <summary>A source that an entry declares.</summary>
/// <param name="Kind">How it was derived.</param>
/// <param name="From">The source; <see cref="EntryReference.Unknown"/> where there is one that nobody could name.</param>
/// <param name="On">The date on which the source was obtained; null where unknown.</param>
/// <param name="Citation">Where this is published, such as <c>the card's field base_model</c>.</param>
public sealed record SourceEdge(EdgeKind Kind, EntryReference From, DateOnly? On = null, string? Citation = null)
{
    /// <summary>Through whom it was obtained: a name of a provider, a route, or both; null where unknown.</summary>
    public SourceRoute? Through { get; init; }

    /// <summary>Uses that whoever made it declares besides those that the kind of edge amounts to, such as <c>train-competing</c>.</summary>
    public IReadOnlyList<Use> Uses { get; init; } = [];

    /// <summary>How an unknown source was written where it was found; null where nothing was written, or the source is named.</summary>
    public string? Named { get; init; }

    /// <summary>How many sources it stands for, from 1; more than one only where they are unknown.</summary>
    public int Count { get; init; } = 1;
}

/// <summary>Through whom a source was obtained, as in <c>through: openrouter</c>, <c>local</c> or <c>reseller blackbox</c>.</summary>
/// <param name="Kind">The kind of route; null for what the provider's entry says.</param>
/// <param name="Provider">The name of the provider; null for a route without one.</param>
public sealed record SourceRoute(RouteKind? Kind, string? Provider)
{
    /// <summary>Parses a route; null where the text is not one.</summary>
    public static SourceRoute? TryParse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [var word] && Record.Wording.Kebab.TryParse<RouteKind>(word, out var alone))
        {
            return new SourceRoute(alone, null);
        }

        return words switch
        {
            [var name] when EntryId.IsName(name) => new SourceRoute(null, name),
            [var route, var name] when Record.Wording.Kebab.TryParse<RouteKind>(route, out var kind) && EntryId.IsName(name) => new SourceRoute(kind, name),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', ((string?[])[Kind is { } kind ? Record.Wording.Kebab.Name(kind) : null, Provider]).OfType<string>());
}

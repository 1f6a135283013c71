using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Registry;

/// <summary>What stands in a box of a lineage: something with a name, or several things that are only counted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Full">Its name in full, such as <c>session:…</c>; null for what is only counted.</param>
/// <param name="Count">How many there are of what is counted; 1 for something with a name.</param>
public sealed record LineageThing(LineageThingKind Kind, string? Full, int Count)
{
    private const int MaxLetters = 23;

    /// <summary>Something with a name.</summary>
    /// <param name="name">Its name in the lineage.</param>
    public static LineageThing Of(string name) => new(LineageThingName.Kind(name), name, 1);

    /// <summary>Several leaves of the log.</summary>
    public static LineageThing Leaves(int count) => new(LineageThingKind.Leaves, null, count);

    /// <summary>What does not fit into a picture.</summary>
    public static LineageThing More(int count) => new(LineageThingKind.More, null, count);

    /// <summary>Its name without its kind, cut to a box; for what is counted, how many, in the reader's language.</summary>
    public string Name => Kind switch
    {
        LineageThingKind.Leaves => T("{0, plural, one {# leaf} other {# leaves}}", Count),
        LineageThingKind.More => T("{0, number} more", Count),
        _ when LineageThingName.Own(Full!) is { Length: > MaxLetters } own => "…" + own[^(MaxLetters - 1)..],
        _ => LineageThingName.Own(Full!),
    };

    /// <summary>What it is, in a few words of the reader's language.</summary>
    public string What => Kind switch
    {
        LineageThingKind.Leaf or LineageThingKind.Leaves => T("of the log"),
        LineageThingKind.Session => T("session"),
        LineageThingKind.FusedAnswer => T("fused answer"),
        LineageThingKind.Run => T("run"),
        LineageThingKind.Labels => T("labels of a run"),
        LineageThingKind.Call => T("call"),
        LineageThingKind.Model => T("model"),
        LineageThingKind.Dataset => T("dataset"),
        LineageThingKind.Called => T("called by this name"),
        LineageThingKind.More => T("listed below"),
        _ => T("of unknown kind"),
    };
}

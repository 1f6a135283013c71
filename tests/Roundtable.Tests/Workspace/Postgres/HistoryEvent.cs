using System.Globalization;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>
/// Something that a process did or saw, at a time of the one clock of this computer. What it begins is told before, what it knows afterwards; so of two events, one
/// really came before the other if it was known before the other began.
/// </summary>
internal abstract record HistoryEvent(long Time)
{
    /// <summary>A leaf is about to be appended.</summary>
    internal sealed record Begun(long Time, int Number) : HistoryEvent(Time);

    /// <summary>The receipt came.</summary>
    internal sealed record Acknowledged(long Time, int Number, long Leaf, Digest Hash) : HistoryEvent(Time);

    /// <summary>The append failed: whether the leaf is there, nobody knows.</summary>
    internal sealed record Failed(long Time, int Number) : HistoryEvent(Time);

    /// <summary>The size was read, between two times.</summary>
    internal sealed record Sized(long Before, long Time, long Size) : HistoryEvent(Time);

    /// <summary>A published checkpoint was read.</summary>
    internal sealed record Published(long Time, long Size, Digest Root) : HistoryEvent(Time);

    /// <summary>The right to a session was given; it was asked for at a time before.</summary>
    internal sealed record Claimed(long Asked, long Time, string Session) : HistoryEvent(Time);

    /// <summary>It is about to be given back.</summary>
    internal sealed record Released(long Time, string Session) : HistoryEvent(Time);

    /// <summary>
    /// The process is about to be killed, or its connections cut: rights that it had may be gone from here on. Or that is over: rights that it was given meanwhile
    /// may be gone too, and nobody knows since when.
    /// </summary>
    internal sealed record Cut(long Time, bool IsOver) : HistoryEvent(Time);

    public static HistoryEvent? Parse(string line) => line.Split(' ') switch
    {
        ["B", var t, var n] => new Begun(Long(t), (int)Long(n)),
        ["A", var t, var n, var leaf, { Length: 2 * Digest.Length } hash] => new Acknowledged(Long(t), (int)Long(n), Long(leaf), Digest.Parse(hash)),
        ["F", var t, var n] => new Failed(Long(t), (int)Long(n)),
        ["S", var before, var t, var size] => new Sized(Long(before), Long(t), Long(size)),
        ["P", var t, var size, { Length: 2 * Digest.Length } root] => new Published(Long(t), Long(size), Digest.Parse(root)),
        ["C", var asked, var t, var session] => new Claimed(Long(asked), Long(t), session),
        ["R", var t, var session] => new Released(Long(t), session),
        _ => null,
    };

    public sealed override string ToString() => this switch
    {
        Begun e => Line($"B {e.Time} {e.Number}"),
        Acknowledged e => Line($"A {e.Time} {e.Number} {e.Leaf} {e.Hash}"),
        Failed e => Line($"F {e.Time} {e.Number}"),
        Sized e => Line($"S {e.Before} {e.Time} {e.Size}"),
        Published e => Line($"P {e.Time} {e.Size} {e.Root}"),
        Claimed e => Line($"C {e.Asked} {e.Time} {e.Session}"),
        Released e => Line($"R {e.Time} {e.Session}"),
        _ => Line($"X {Time}"),
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

using System.Globalization;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Evaluation;

/// <summary>
/// The heading of a column of votes: <c>name</c>, then <c>@2</c> for the second order of the options, <c>#3</c> for the third sample and <c>+debate</c> for the
/// vote after a debate, each where it applies and in this order.
/// </summary>
/// <param name="Seat">Whose votes they are.</param>
/// <param name="Order">Which order of the options was shown, from 1.</param>
/// <param name="Sample">Which sample it is, from 1.</param>
/// <param name="AfterDebate">Whether it is the vote after the last round of a debate instead of that of the first.</param>
public sealed record VoteColumn(string Seat, int Order = 1, int Sample = 1, bool AfterDebate = false)
{
    private const string Debate = "+debate";

    /// <summary>Reads a heading. What is no suffix is part of the name.</summary>
    public static VoteColumn Parse(string heading)
    {
        var seat = heading;
        var after = seat.EndsWith(Debate, StringComparison.Ordinal) && seat.Length > Debate.Length;
        seat = after ? seat[..^Debate.Length] : seat;
        var sample = Suffix(ref seat, '#');
        return new VoteColumn(seat, Order: Suffix(ref seat, '@'), sample, after) { Seat = seat };
    }

    /// <summary>The heading.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seat}{(Order == 1 ? "" : $"@{Order}")}{(Sample == 1 ? "" : $"#{Sample}")}{(AfterDebate ? Debate : "")}");

    /// <summary>The source of a table of votes under a name of its own.</summary>
    public VoteSource Source(string name) => new(name) { Seat = Seat, Order = Order - 1 };

    private static int Suffix(ref string name, char mark)
    {
        var at = name.LastIndexOf(mark);
        if (at <= 0 || !int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 99)
        {
            return 1;
        }

        name = name[..at];
        return number;
    }
}

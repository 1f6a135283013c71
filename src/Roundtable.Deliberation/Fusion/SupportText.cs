using System.Globalization;

namespace Roundtable.Deliberation.Fusion;

/// <summary>Support in words: the only place where a fused answer says who agrees and how many.</summary>
public static class SupportText
{
    private static readonly string[] _words =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>As in <c>two of four</c>, <c>one model alone</c>, <c>disputed: two of four, against one</c>.</summary>
    public static string Of(Support support) => support.Kind switch
    {
        SupportKind.All or SupportKind.Some => Count(support),
        SupportKind.OneModel when support.Of == 1 => "the only answer",
        SupportKind.OneModel => support.Seats.Count > 1 ? $"one model alone, in {Word(support.Seats.Count)} seats" : "one model alone",
        SupportKind.Split => "different models in part, none in full",
        SupportKind.Disputed when support.Seats.Count == 0 => "disputed",
        SupportKind.Disputed when support.Against.Count == 0 => $"disputed: {Count(support)}",
        SupportKind.Disputed => $"disputed: {Count(support)}, against {Word(support.Against.Count)}",
        _ => "the moderator's own view; no answer says it",
    };

    private static string Count(Support support)
    {
        var count = $"{Word(support.Seats.Count)} of {Word(support.Of)}";
        return support.Models < support.Seats.Count ? $"{count}, {Word(support.Models)} {(support.Models == 1 ? "model" : "different models")}" : count;
    }

    private static string Word(int number) => number < _words.Length ? _words[number] : number.ToString(CultureInfo.InvariantCulture);
}

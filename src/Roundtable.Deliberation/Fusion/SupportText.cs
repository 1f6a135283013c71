using System.Globalization;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Deliberation.Fusion;

/// <summary>Support in words: the only place where a fused answer says who agrees and how many.</summary>
public static class SupportText
{
    private static readonly string[] _words =
    [
        TLater("none"), TLater("one"), TLater("two"), TLater("three"), TLater("four"), TLater("five"), TLater("six"), TLater("seven"), TLater("eight"),
        TLater("nine"), TLater("ten"), TLater("eleven"), TLater("twelve"),
    ];

    /// <summary>As in <c>two of four</c>, <c>one model alone</c>, <c>disputed: two of four, against one</c>.</summary>
    public static string Of(Support support) => support.Kind switch
    {
        SupportKind.All or SupportKind.Some => Count(support),
        SupportKind.OneModel when support.Of == 1 => T("the only answer"),
        SupportKind.OneModel => support.Seats.Count > 1 ? T("one model alone, in {0} seats", Word(support.Seats.Count)) : T("one model alone"),
        SupportKind.Split => T("different models in part, none in full"),
        SupportKind.Disputed when support.Seats.Count == 0 => T("disputed"),
        SupportKind.Disputed when support.Against.Count == 0 => T("disputed: {0}", Count(support)),
        SupportKind.Disputed => T("disputed: {0}, against {1}", Count(support), Word(support.Against.Count)),
        _ => T("the moderator's own view; no answer says it"),
    };

    private static string Count(Support support)
    {
        var count = T("{0} of {1}", Word(support.Seats.Count), Word(support.Of));
        return support.Models < support.Seats.Count ? support.Models == 1 ? T("{0}, one model", count) : T("{0}, {1} different models", count,
            Word(support.Models))
            : count;
    }

    private static string Word(int number) => number < _words.Length ? T(_words[number]) : number.ToString(CultureInfo.InvariantCulture);
}

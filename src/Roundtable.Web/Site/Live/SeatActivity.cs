using Roundtable.Deliberation.Ballots;
using Roundtable.Workspace.Live;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Live;

/// <summary>What a seat of a session under way is doing, in the one word by which style sheets and pictures know it.</summary>
public static class SeatActivity
{
    /// <summary><c>absent</c>, <c>cast</c> (it has answered), <c>speaking</c>, <c>thinking</c>, <c>asked</c> or <c>waiting</c>.</summary>
    public static string Of(LiveSeat seat) =>
        seat.Absent is not null ? "absent"
        : seat.Ballots.Length > 0 || (seat.Answer is not null && !seat.IsAsked) ? "cast"
        : seat.Words.Length > 0 ? "speaking"
        : seat.Thinks ? "thinking"
        : seat.IsAsked ? "asked"
        : "waiting";

    /// <summary>How many seats do it, in words: a text that is translated where it is shown.</summary>
    /// <param name="activity">What <see cref="Of"/> says.</param>
    public static string Counted(string activity) => activity switch
    {
        "absent" => TLater("{0} absent"),
        "cast" => TLater("{0} answered"),
        "speaking" => TLater("{0} speaking"),
        "thinking" => TLater("{0} thinking"),
        "asked" => TLater("{0} asked"),
        _ => TLater("{0} waiting"),
    };

    /// <summary>The option that it voted for now, or in the round before where it has not answered yet; null for none.</summary>
    public static int? OptionOf(LiveSeat seat) => Option(seat.Ballots.LastOrDefault() ?? seat.Before);

    /// <summary>
    /// The option that it has left in this round; null where it did not move from one option to another, and where it answers several times, since no answer
    /// alone is then its vote.
    /// </summary>
    public static int? LeftBehind(LiveSeat seat) =>
        seat.Awaited == 1 && Option(seat.Before) is { } before && Option(seat.Ballots.LastOrDefault()) is { } now && before != now ? before : null;

    private static int? Option(Ballot? ballot) => (ballot?.Choice as Choice.Vote)?.Option;
}
